/* ouro-syntax-report.h - the lines of a SyntaxError: file, source and carets */
#pragma once

#include "ouro-parser.h"
#include "ouro-profile.h"

/* As the fields of the exception have it: columns from 1, in characters. */
typedef struct
{
  OuroSyntaxErrorCode type;
  const char         *file;
  gint                line;
  gint                column;
  gint                end_line;   /* -1 for None */
  gint                end_column; /* 0 for None */
  const char         *text;       /* NULL for None */
} OuroSyntaxReport;

/* '  File "x.py", line 1' and what stands below it, up to the last line of the report. */
void ouro_syntax_report_append (const OuroSyntaxReport *self,
                                const OuroProfile      *profile,
                                GString                *out);

/* Each of the warnings (of OuroWarning) about a text: '/x.py:1: SyntaxWarning: ...' and the line below it. */
void ouro_syntax_report_append_warnings (const GArray      *warnings,
                                         const char        *text,
                                         const char        *file,
                                         const OuroProfile *profile,
                                         GString           *out);

/* How many columns of a terminal a character takes, as the chosen version counts them. */
guint ouro_vm_get_character_width (const OuroProfile *profile,
                                   gunichar           character);
