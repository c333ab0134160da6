/* ouro-dialect.h - which Python is spoken
 *
 * The language floor knows no CPython versions. Whoever asks it to read a text hands it this
 * row of facts; the floors above fill it from the profile of the CPython version they imitate.
 * Each field is one difference of syntax or of wording, with its source.
 */
#pragma once

#include <glib.h>

typedef struct
{
  guint    minor;                   /* the 12 of Python 3.12: which mistakes are described, and how */
  gboolean nested_fstrings;         /* 3.12, PEP 701: quotes, backslashes and comments inside f-string braces */
  gboolean type_statement;          /* 3.12, PEP 695: "type X = ..." and type parameters; "type" is a soft keyword */
  gboolean type_parameter_defaults; /* 3.13, PEP 696 */
  gboolean unparenthesised_except;  /* 3.14, PEP 758: "except A, B:" without "as" */
  gboolean template_strings;        /* 3.14, PEP 750: t"..." */
  gboolean lazy_imports;            /* 3.15, PEP 810: "lazy import x"; "lazy" is a soft keyword */
  gboolean comprehension_unpacking; /* 3.15, PEP 798: [*x for x in y], {**x for x in y} */
  gboolean signed_patterns;         /* 3.15: "case +1:" */
  gboolean invalid_escape_warns;    /* 3.12: SyntaxWarning instead of DeprecationWarning */
} OuroDialect;
