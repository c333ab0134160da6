/* ouro-py-percent-private.h - one % conversion on its way */
#pragma once

#include "ouro-py-format-private.h"

typedef enum {
  OURO_PERCENT_LEFT = 1 << 0,      /* - */
  OURO_PERCENT_SIGN = 1 << 1,      /* + */
  OURO_PERCENT_BLANK = 1 << 2,     /* blank */
  OURO_PERCENT_ALTERNATE = 1 << 3, /* # */
  OURO_PERCENT_ZERO = 1 << 4,      /* 0 */
} OuroPercentFlags;

/* A format and what has been used of its values. */
typedef struct
{
  OuroVm         *vm;
  OuroPyText      text;
  gsize           place;  /* the next character */
  gsize           start;  /* the % sign of the conversion under way */
  OuroId          values; /* a tuple, or the only value */
  OuroId          mapping;
  gint            next;  /* of the values in a tuple */
  gint            n;     /* how many the tuple has; -1: the value alone */
  OuroId          key;   /* of the conversion under way, on the stack; OURO_NO_ID for none */
  OuroId          keyed; /* the value that a key has given, on the stack */
  OuroTextBuilder builder;
} OuroPercent;

typedef struct
{
  guint    flags;
  gint64   width;     /* -1 for none */
  gint     precision; /* -1 for none */
  gunichar type;
} OuroConversion;

/* A value as the conversion wants it: a str of characters that are not yet padded, a new reference; *is_number when signs and
 * zeros are to be looked at. OURO_NO_ID with an exception. */
OuroId ouro_percent_convert (OuroPercent          *self,
                             const OuroConversion *conversion,
                             OuroId                value,
                             gboolean             *is_number);

/* "format argument 1", or whatever the argument is called. Free with g_free (). */
char *ouro_percent_dup_argument_name (const OuroPercent *self);
