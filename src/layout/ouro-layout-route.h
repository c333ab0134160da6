/* ouro-layout-route.h - curves round the boxes
 *
 * Each arrow leaves its card by the left or the right side, takes the shortest way through the
 * free space (ouro-layout-search.h) and comes to the left or right side of its target; that line
 * becomes a smooth curve (ouro-layout-fit.h). Where it crosses others the next longer ways are
 * tried too, also those that come from above or below, and the calmest is taken: a crossing weighs
 * as much as a detour of 150 points.
 *
 * Arrows are routed from the shortest (as the crow flies) to the longest, and each gives way to
 * those before it only: one more arrow changes no curve of a shorter one, and of the longer ones
 * only those that would meet it. Only the tips of those which join the same boxes, or come to the
 * box that it leaves, make room for it, however long they are.
 *
 * The nop2 engine of Graphviz has the same aim. It is not used because the visibility graph of all
 * corners that it searches costs the cube of the number of boxes (2.42: 12 ms for 20 boxes, 1.1 s
 * for 100, 26 s for 300).
 */
#pragma once

#include "ouro-layout.h"

/* Fills in the points. Boxes that touch may leave an arrow no way round: then it goes straight
 * across. */
void ouro_layout_route (OuroLayoutGraph *graph);
