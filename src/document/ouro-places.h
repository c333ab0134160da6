/* ouro-places.h - where the program's own files are, installed or in the build folder
 *
 * Installed, programs and data are looked for beside the program that runs (../share/ouroboros), so a tree that was moved or installed into
 * another root works; started from the build folder, data comes from the source folder.
 */
#pragma once

#include <glib.h>

/* A file of data/, "examples/cycle.py"; NULL when there is none. Free with g_free (). */
char *ouro_places_dup_data (const char *name) G_GNUC_WARN_UNUSED_RESULT;

/* One of our programs, "ouroboros" or "ouroboros-window": beside the one that runs, else in the user's PATH; NULL when there
 * is none. Free with g_free (). */
char *ouro_places_dup_program (const char *name) G_GNUC_WARN_UNUSED_RESULT;
