/* ouro-py-text-private.h - what str, bytes and bytearray have in common
 *
 * The three differ in what a character is and in what they say when an argument does not suit them; how they search, split,
 * strip and align is the same. An OuroPyText is a look at the characters of any of them, or at a part of them.
 */
#pragma once

#include "ouro-vm-private.h"

typedef struct
{
  OuroId        whole; /* the object itself, when a result that is the same text may be it: an exact str or bytes */
  OuroKind      kind;  /* OURO_KIND_STR, BYTES or BYTEARRAY */
  guint         width; /* bytes a character: 1, 2, 4 */
  gsize         n;
  const guint8 *data; /* good as long as the object lives and does not change */
} OuroPyText;

/* A look at a str, bytes or bytearray, or at the value of an instance of a class that derives from them. */
void ouro_py_text_get (const OuroVm *vm,
                       OuroId        object,
                       OuroPyText   *text);

static inline gunichar
ouro_py_text_at (const OuroPyText *self,
                 gsize             i)
{
  if (self->width == 1)
    return self->data[i];
  return self->width == 2 ? ((const guint16 *)(gconstpointer)self->data)[i] : ((const gunichar *)(gconstpointer)self->data)[i];
}

/* A look at some of its characters. */
static inline OuroPyText
ouro_py_text_slice (const OuroPyText *self,
                    gsize             start,
                    gsize             n)
{
  OuroPyText part = *self;

  if (n != self->n)
    part.whole = OURO_NO_ID;
  part.data += start * self->width;
  part.n = n;
  return part;
}

/* A look at characters of C. */
static inline OuroPyText
ouro_py_text_of (OuroKind      kind,
                 guint         width,
                 gconstpointer data,
                 gsize         n)
{
  return (OuroPyText){ OURO_NO_ID, kind, width, n, data };
}

gboolean ouro_py_text_equal (const OuroPyText *a,
                             const OuroPyText *b);

/* The place of the first or last occurrence; -1 when there is none. */
gssize ouro_py_text_find (const OuroPyText *self,
                          const OuroPyText *sought);
gssize ouro_py_text_find_last (const OuroPyText *self,
                               const OuroPyText *sought);

/* Objects: new references, or OURO_NO_ID with MemoryError -------------------------------------- */

/* Of the kind; the object itself where text.whole says so. */
OuroId ouro_py_text_make (OuroVm           *vm,
                          const OuroPyText *text);

/* A text of known length that is put together from parts. */
typedef struct
{
  OuroPyText text;
  guint8    *data;
  gsize      at;
} OuroPyTextWriter;

gboolean ouro_py_text_writer_init (OuroPyTextWriter *self,
                                   OuroVm           *vm,
                                   OuroKind          kind,
                                   guint             width,
                                   guint64           n);
void     ouro_py_text_writer_add (OuroPyTextWriter *self,
                                  const OuroPyText *part);
void     ouro_py_text_writer_fill (OuroPyTextWriter *self,
                                   gunichar          c,
                                   gsize             n);
OuroId   ouro_py_text_writer_finish (OuroPyTextWriter *self,
                                     OuroVm           *vm);

/* The same for functions whose result of one character is no shared one. */
OuroId ouro_py_text_writer_finish_new (OuroPyTextWriter *self,
                                       OuroVm           *vm);

/* One after another. */
OuroId ouro_py_text_concatenate (OuroVm           *vm,
                                 OuroKind          kind,
                                 const OuroPyText *parts,
                                 gsize             n_parts);

/* Of ASCII characters of C. */
OuroId ouro_py_text_make_ascii (OuroVm     *vm,
                                OuroKind    kind,
                                const char *characters,
                                gsize       n);

/* self[key] for a slice. */
OuroId ouro_py_text_get_slice (OuroVm *vm,
                               OuroId  self,
                               OuroId  slice);

/* Characters ---------------------------------------------------------------------------------- */

/* str.isspace () of one character. */
gboolean ouro_py_is_space (gunichar c);

/* The same for a text of any kind. */
static inline gboolean
ouro_py_text_is_space (const OuroPyText *self,
                       gsize             i)
{
  gunichar c = ouro_py_text_at (self, i);

  return self->kind == OURO_KIND_STR ? ouro_py_is_space (c) : c == ' ' || (c >= '\t' && c <= '\r');
}

/* UTF-8 of at most n characters of a str. Free with g_free (). */
char *ouro_py_text_dup_start (const OuroVm *vm,
                              OuroId        str,
                              gsize         n);

/* Arguments ----------------------------------------------------------------------------------- */

/* An argument that has to be of the same kind, or bytes-like where self is. FALSE with TypeError. function and place:
 * "split", "1" for the message of str; function NULL for "must be str, not int". */
gboolean ouro_py_text_get_argument (OuroVm           *vm,
                                    const OuroPyText *self,
                                    OuroId            argument,
                                    const char       *function,
                                    const char       *place,
                                    OuroPyText       *text);

/* Slots --------------------------------------------------------------------------------------- */

OuroId   ouro_py_text_slot_compare (OuroVm      *vm,
                                    OuroId       a,
                                    OuroId       b,
                                    OuroOperator op);
gint64   ouro_py_text_slot_length (OuroVm *vm,
                                   OuroId  self);
gboolean ouro_py_text_slot_hash (OuroVm *vm,
                                 OuroId  self,
                                 gint64 *hash);
int      ouro_py_text_slot_contains (OuroVm *vm,
                                     OuroId  self,
                                     OuroId  value);

/* The place of the next character of its text, which must be there; FALSE at the end. */
gboolean ouro_py_text_iterator_step (OuroVm *vm,
                                     OuroId  iterator,
                                     OuroId *text,
                                     gsize  *index);

/* a * times: times is anything that stands for an int. NotImplemented otherwise. */
OuroId ouro_py_text_multiply (OuroVm *vm,
                              OuroId  text,
                              OuroId  times);

/* Methods that all three have ------------------------------------------------------------------ */

extern const OuroBuiltinDef ouro_py_text_search_methods[];
extern const OuroBuiltinDef ouro_py_text_split_methods[];
extern const OuroBuiltinDef ouro_py_text_layout_methods[];

/* Registers several tables. The last one is NULL. */
void ouro_py_add_method_tables (OuroVm                      *vm,
                                OuroId                       type,
                                const OuroBuiltinDef *const *tables);

/* A bytearray with its own copy of the bytes. */
OuroId ouro_py_bytearray_new (OuroVm       *vm,
                              const guint8 *data,
                              gsize         n);

/* What a class method of a type gives for a class that derives from it: cls (value). Takes over the value, which may be
 * OURO_NO_ID. */
OuroId ouro_py_convert_to_class (OuroVm *vm,
                                 OuroId  cls,
                                 OuroId  type,
                                 OuroId  value);
