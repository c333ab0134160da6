/* ouro-ast-private.h - the shape of every kind of node, as a table
 *
 * One row per kind: its name, how many bytes a node of it needs, and its fields in the order of
 * Parser/Python.asdl. What visits every node without caring what it is (the dump, the measuring
 * of depth) walks this table instead of having a case for each kind.
 */
#pragma once

#include "ouro-ast.h"

/* No node has more fields: FunctionDef has seven, arguments has seven. */
#define OURO_MAX_FIELDS 8

typedef enum {
  OURO_FIELD_END, /* no more fields */
  OURO_FIELD_NODE,
  OURO_FIELD_OPTIONAL_NODE,
  OURO_FIELD_NODES,
  OURO_FIELD_TYPE_PARAMS, /* NODES that only a dialect with type parameters has */
  OURO_FIELD_NO_NODES,    /* a list that is always empty here: type_ignores */
  OURO_FIELD_NAME,
  OURO_FIELD_OPTIONAL_NAME,
  OURO_FIELD_NAMES,
  OURO_FIELD_TEXT, /* a string, printed as one: Interpolation.str */
  OURO_FIELD_OPERATOR,
  OURO_FIELD_COMPARE_OPERATORS, /* as many as there are comparators */
  OURO_FIELD_CONTEXT,
  OURO_FIELD_INT,
  OURO_FIELD_LAZY,  /* a flag that only a dialect with lazy imports has */
  OURO_FIELD_VALUE, /* what a Constant holds */
  OURO_FIELD_U_PREFIX,
} OuroFieldKind;

typedef struct
{
  const char   *name;
  OuroFieldKind kind;
  guint16       offset; /* from the start of OuroNode; unused for what belongs to the whole node */
} OuroField;

typedef struct
{
  const char *name;
  guint16     size;       /* bytes of a node: the common head and the member of its kind */
  gboolean    has_places; /* line and column mean something */
  OuroField   fields[OURO_MAX_FIELDS];
} OuroNodeShape;

const OuroNodeShape *ouro_node_kind_get_shape (OuroNodeKind kind);
