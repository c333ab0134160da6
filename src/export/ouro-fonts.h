/* ouro-fonts.h - few fonts, quickly, for a process that only writes a picture
 *
 * Fontconfig reads all its rules and, for each face and size, sorts all fonts of the system: for one small picture that is more than half of the
 * work. Where the words are plain, the families that pictures ask for are enough.
 */
#pragma once

#include <glib.h>

/* Lets this process see only our own families. To be called before the first painter is made; once. text: the program that will be
 * drawn. Does nothing where letters might be wanted that those families lack (the program is not ASCII, messages are translated), or
 * where they are not installed. */
void ouro_fonts_use_few (const char *text);
