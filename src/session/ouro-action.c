/* ouro-action.c - gestures put into Python */
#include "ouro-action.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ouro-address.h"
#include "ouro-dict.h"
#include "ouro-holders.h"
#include "ouro-inspect.h"
#include "ouro-text.h"

/* So many items of a list are offered as places for a reference. */
#define MAX_PLACES 8

/* Proposals --------------------------------------------------------------------------------- */

void
ouro_proposal_free (OuroProposal *self)
{
  if (self == NULL)
    return;
  g_free (self->label);
  g_free (self->statements);
  g_free (self->reason);
  g_free (self->needs_input);
  g_free (self->suggestion);
  g_free (self);
}

/* Takes the statements over. */
static OuroProposal *
proposal_new (const char *label,
              char       *statements)
{
  OuroProposal *self = g_new0 (OuroProposal, 1);

  self->label = g_strdup (label);
  self->statements = statements;
  return self;
}

/* Takes the reason over. */
static OuroProposal *
refusal_new (const char *label,
             char       *reason)
{
  OuroProposal *self = proposal_new (label, NULL);

  self->reason = reason;
  return self;
}

static OuroProposal *
question_new (const char *label,
              char       *statements,
              OuroInput   input,
              const char *suggestion)
{
  OuroProposal *self = proposal_new (label, statements);

  self->input = input;
  self->needs_input = g_strdup (input == OURO_INPUT_NAME ? _ ("Name") : _ ("Key"));
  self->suggestion = g_strdup (suggestion);
  return self;
}

static GPtrArray *
proposals_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify)ouro_proposal_free);
}

static gboolean
is_name (const char *text)
{
  OuroDialect dialect;

  ouro_vm_get_dialect (ouro_profile_get_default (), &dialect);
  return ouro_dialect_is_name (&dialect, text);
}

static gboolean
is_literal_node (const OuroNode *node)
{
  if (node->kind == OURO_NODE_UNARY_OP)
    node = node->unary_op.operand;
  return node->kind == OURO_NODE_CONSTANT;
}

static gboolean
is_literal (const char *text)
{
  g_autoptr (OuroSyntaxTree) tree = NULL;
  OuroDialect dialect;

  ouro_vm_get_dialect (ouro_profile_get_default (), &dialect);
  tree = ouro_syntax_tree_parse_expression (text, strlen (text), &dialect, NULL, NULL);
  return tree != NULL && strchr (text, '\n') == NULL && is_literal_node (ouro_syntax_tree_get_root (tree));
}

char *
ouro_proposal_fill (const OuroProposal *self,
                    const char         *input,
                    GError            **error)
{
  g_auto (GStrv) parts = NULL;
  g_autofree char *stripped = g_strstrip (g_strdup (input));

  g_return_val_if_fail (self->statements != NULL, NULL);

  if (self->input == OURO_INPUT_NAME && !is_name (stripped))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, _ ("“%s” is no name in Python: a name is made of letters, digits and _, and is no keyword."), stripped);
      return NULL;
    }
  if (self->input == OURO_INPUT_KEY && !is_literal (stripped))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, _ ("“%s” is no literal: write a number, or a text in quotes."), stripped);
      return NULL;
    }
  parts = g_strsplit (self->statements, "{}", -1);
  return g_strjoinv (stripped, parts);
}

/* Names ------------------------------------------------------------------------------------- */

static gboolean
is_word_character (char c)
{
  return g_ascii_isalnum (c) || c == '_' || (c & 0x80);
}

/* Whether the program speaks of the name anywhere: a name that was deleted is not used again. */
static gboolean
is_word_of (const char *text,
            const char *name)
{
  gsize length = strlen (name);

  for (const char *place = strstr (text, name); place != NULL; place = strstr (place + 1, name))
    if ((place == text || !is_word_character (place[-1])) && !is_word_character (place[length]))
      return TRUE;
  return FALSE;
}

/* a, b, c ... without l, which looks like 1; then a1, b1 ... */
static char *
dup_fresh_name (OuroRun    *run,
                const char *letters)
{
  for (guint round = 0;; round++)
    for (const char *letter = letters; *letter != '\0'; letter++)
      {
        g_autofree char *name = round == 0 ? g_strndup (letter, 1) : g_strdup_printf ("%c%u", *letter, round);

        if (!is_word_of (ouro_run_get_text (run), name))
          return g_steal_pointer (&name);
      }
}

#define LETTERS "abcdeghijkmnopqrstuvwxyz"

/* What a name of the module refers to, or OURO_NO_ID. */
static OuroId
find_global (OuroRun    *run,
             const char *name)
{
  const OuroHeap *heap = ouro_run_get_heap (run);
  OuroId          dict = ouro_heap_get_root (heap, OURO_ROOT_NAMESPACE);

  for (guint32 i = 0; dict != OURO_NO_ID && i < ouro_dict_get_n_entries (heap, dict); i++)
    {
      OuroId           key = ouro_dict_get_key (heap, dict, i);
      g_autofree char *text = key != OURO_NO_ID && ouro_heap_get_kind (heap, key) == OURO_KIND_STR ? ouro_str_dup_utf8 (heap, key, NULL) : NULL;

      if (g_strcmp0 (text, name) == 0)
        return ouro_dict_get_value (heap, dict, i);
    }
  return OURO_NO_ID;
}

/* Creating ---------------------------------------------------------------------------------- */

/* An instance of the class Node, which comes with the first one. */
static char *
dup_new_object (OuroRun    *run,
                const char *name)
{
  OuroId node = find_global (run, "Node");

  if (node != OURO_NO_ID && ouro_heap_get_kind (ouro_run_get_heap (run), node) == OURO_KIND_CLASS)
    return g_strdup_printf ("%s = Node()\n", name);
  if (!is_word_of (ouro_run_get_text (run), "Node"))
    return g_strdup_printf ("class Node:\n    pass\n\n\n%s = Node()\n", name);
  return g_strdup_printf ("class Thing:\n    pass\n\n\n%s = Thing()\n", name);
}

OuroProposal *
ouro_action_create (OuroRun *run,
                    OuroNew  what)
{
  static const char *const values[OURO_N_NEW] = {
    [OURO_NEW_LIST] = "[]",
    [OURO_NEW_DICT] = "{}",
    [OURO_NEW_TUPLE] = "([],)",
    [OURO_NEW_SET] = "set()",
    [OURO_NEW_INT] = "12345",
    [OURO_NEW_FLOAT] = "1.5",
    [OURO_NEW_STR] = "'hello there'",
  };
  g_autofree char *name = dup_fresh_name (run, what == OURO_NEW_FUNCTION ? "fghijk" : LETTERS);

  if (what == OURO_NEW_OBJECT)
    return proposal_new (_ ("A new object"), dup_new_object (run, name));
  if (what == OURO_NEW_FUNCTION)
    return proposal_new (_ ("A new function"), g_strdup_printf ("def %s():\n    pass\n", name));
  return proposal_new (_ ("A new object"), g_strdup_printf ("%s = %s\n", name, values[what]));
}

/* Referring --------------------------------------------------------------------------------- */

typedef struct
{
  const OuroRoots *roots;
  OuroId           object;
  const char      *address; /* of the holder */
  const char      *target;  /* of what it shall hold */
  GPtrArray       *proposals;
  guint            n;
} Referring;

static gboolean
offer_instead (const OuroWay *way,
               gpointer       data)
{
  Referring       *self = data;
  g_autofree char *step = ouro_address_dup_way (self->roots, self->object, way);
  g_autofree char *label = NULL;

  if (step == NULL || self->n++ >= MAX_PLACES)
    return step == NULL;
  label = g_strdup_printf (_ ("Instead of %s%s"), self->address, step);
  g_ptr_array_add (self->proposals, proposal_new (label, g_strdup_printf ("%s%s = %s\n", self->address, step, self->target)));
  return TRUE;
}

/* Whether a class of Python's own would refuse it as a member or a key. */
static gboolean
is_unhashable (const OuroHeap *heap,
               OuroId          object)
{
  OuroId cls = ouro_heap_get_class (heap, object);

  return cls == OURO_TYPE_LIST || cls == OURO_TYPE_DICT || cls == OURO_TYPE_SET || cls == OURO_TYPE_BYTEARRAY;
}

static void
offer_in_set (Referring *self,
              OuroId     target)
{
  if (is_unhashable (self->roots->heap, target))
    g_ptr_array_add (self->proposals, refusal_new (_ ("As a member"), g_strdup (_ ("A set holds only what can be hashed: no lists, dicts or sets."))));
  else
    g_ptr_array_add (self->proposals, proposal_new (_ ("As a member"), g_strdup_printf ("%s.add(%s)\n", self->address, self->target)));
}

static void
offer_in_tuple (Referring *self,
                OuroRun   *run)
{
  g_autofree char *name = dup_fresh_name (run, LETTERS);

  g_ptr_array_add (self->proposals, refusal_new (_ ("Into the tuple"), g_strdup (_ ("A tuple cannot be changed once it is made."))));
  g_ptr_array_add (self->proposals, proposal_new (_ ("In a new, longer tuple"), g_strdup_printf ("%s = %s + (%s,)\n", name, self->address, self->target)));
}

/* What a thing of this kind can hold, and how one says so. */
static void
offer_places (Referring *self,
              OuroRun   *run,
              OuroId     target)
{
  const OuroHeap *heap = self->roots->heap;

  switch ((guint)ouro_heap_get_kind (heap, self->object))
    {
    case OURO_KIND_LIST:
    case OURO_KIND_DEQUE:
      g_ptr_array_add (self->proposals, proposal_new (_ ("As a new item at the end"), g_strdup_printf ("%s.append(%s)\n", self->address, self->target)));
      break;
    case OURO_KIND_DICT:
      g_ptr_array_add (self->proposals, question_new (_ ("Under a new key"), g_strdup_printf ("%s[{}] = %s\n", self->address, self->target), OURO_INPUT_KEY, "'key'"));
      break;
    case OURO_KIND_SET:
      offer_in_set (self, target);
      return;
    case OURO_KIND_TUPLE:
      offer_in_tuple (self, run);
      return;
    case OURO_KIND_INSTANCE:
    case OURO_KIND_FUNCTION:
    case OURO_KIND_CLASS:
    case OURO_KIND_MODULE:
    case OURO_KIND_EXCEPTION:
      g_ptr_array_add (self->proposals, question_new (_ ("As a new attribute"), g_strdup_printf ("%s.{} = %s\n", self->address, self->target), OURO_INPUT_NAME, "other"));
      break;
    default:
      g_ptr_array_add (self->proposals, refusal_new (_ ("Into the object"), g_strdup (_ ("An object of this type holds nothing that a statement could change."))));
      return;
    }
  ouro_ways_foreach_shown (self->roots, self->object, offer_instead, self);
}

/* The proposal for the row that the gesture began at comes first. */
static void
put_slot_first (Referring *self,
                int        slot)
{
  OuroWay          way;
  g_autofree char *step = NULL;
  g_autofree char *start = NULL;

  if (slot < 0 || !ouro_ways_get_shown (self->roots, self->object, (guint)slot, &way))
    return;
  step = ouro_address_dup_way (self->roots, self->object, &way);
  start = g_strdup_printf ("%s%s = ", self->address, step != NULL ? step : "");
  for (guint i = 1; step != NULL && i < self->proposals->len; i++)
    {
      OuroProposal *proposal = g_ptr_array_index (self->proposals, i);

      if (proposal->statements == NULL || !g_str_has_prefix (proposal->statements, start))
        continue;
      g_ptr_array_insert (self->proposals, 0, g_ptr_array_steal_index (self->proposals, i));
      return;
    }
}

/* The live object, or a proposal that says there is none. */
static OuroId
find_object (OuroRun   *run,
             guint32    birth,
             GPtrArray *proposals)
{
  OuroId object = ouro_run_find_object (run, birth);

  if (object == OURO_NO_ID)
    g_ptr_array_add (proposals, refusal_new (_ ("The object"), g_strdup (_ ("This object has been freed."))));
  return object;
}

/* Its address, or a proposal that says why it has none. */
static char *
find_address (const OuroRoots *roots,
              OuroId           object,
              GPtrArray       *proposals)
{
  char *address = ouro_address_dup (roots, object);

  if (address == NULL)
    g_ptr_array_add (proposals, refusal_new (_ ("Out of reach"), ouro_address_dup_reason (roots, object)));
  return address;
}

GPtrArray *
ouro_action_refer (OuroRun *run,
                   guint32  from,
                   int      slot,
                   guint32  to)
{
  GPtrArray *proposals = proposals_new ();
  g_autoptr (OuroRunRoots) roots = ouro_run_roots_new (run);
  g_autofree char *address = NULL;
  g_autofree char *target = NULL;
  OuroId           holder = find_object (run, from, proposals);
  OuroId           object = holder != OURO_NO_ID ? find_object (run, to, proposals) : OURO_NO_ID;

  if (object == OURO_NO_ID || (address = find_address (ouro_run_roots_get (roots), holder, proposals)) == NULL || (target = find_address (ouro_run_roots_get (roots), object, proposals)) == NULL)
    return proposals;
  else
    {
      Referring self = { ouro_run_roots_get (roots), holder, address, target, proposals, 0 };

      offer_places (&self, run, object);
      put_slot_first (&self, slot);
    }
  return proposals;
}

/* Naming ------------------------------------------------------------------------------------ */

GPtrArray *
ouro_action_name (OuroRun *run,
                  guint32  birth)
{
  GPtrArray *proposals = proposals_new ();
  g_autoptr (OuroRunRoots) roots = ouro_run_roots_new (run);
  OuroId           object = find_object (run, birth, proposals);
  g_autofree char *address = object != OURO_NO_ID ? find_address (ouro_run_roots_get (roots), object, proposals) : NULL;
  g_autofree char *name = dup_fresh_name (run, LETTERS);

  if (address != NULL)
    g_ptr_array_add (proposals, question_new (_ ("Another name"), g_strdup_printf ("{} = %s\n", address), OURO_INPUT_NAME, name));
  return proposals;
}

GPtrArray *
ouro_action_rebind (OuroRun    *run,
                    const char *name,
                    guint32     birth)
{
  GPtrArray *proposals = proposals_new ();
  g_autoptr (OuroRunRoots) roots = ouro_run_roots_new (run);
  OuroId           object = find_object (run, birth, proposals);
  g_autofree char *address = object != OURO_NO_ID ? find_address (ouro_run_roots_get (roots), object, proposals) : NULL;
  g_autofree char *label = g_strdup_printf (_ ("The name %s refers to it"), name);

  if (address != NULL)
    g_ptr_array_add (proposals, proposal_new (label, g_strdup_printf ("%s = %s\n", name, address)));
  return proposals;
}

GPtrArray *
ouro_action_rename (OuroRun    *run,
                    const char *name)
{
  GPtrArray *proposals = proposals_new ();

  if (find_global (run, name) == OURO_NO_ID)
    g_ptr_array_add (proposals, refusal_new (name, g_strdup (_ ("The module has no such name at this moment."))));
  else
    g_ptr_array_add (proposals, question_new (_ ("Another name instead"), g_strdup_printf ("{} = %s\ndel %s\n", name, name), OURO_INPUT_NAME, name));
  return proposals;
}

GPtrArray *
ouro_action_delete_name (OuroRun    *run,
                         const char *name)
{
  GPtrArray       *proposals = proposals_new ();
  g_autofree char *label = g_strdup_printf (_ ("Delete the name %s"), name);

  if (find_global (run, name) == OURO_NO_ID)
    g_ptr_array_add (proposals, refusal_new (label, g_strdup (_ ("The module has no such name at this moment."))));
  else
    g_ptr_array_add (proposals, proposal_new (label, g_strdup_printf ("del %s\n", name)));
  return proposals;
}

/* Deleting ---------------------------------------------------------------------------------- */

static void
offer_discard (const OuroRoots *roots,
               const char      *address,
               const OuroWay   *way,
               GPtrArray       *proposals)
{
  g_autofree char *member = ouro_address_dup (roots, way->referent);

  if (member != NULL)
    g_ptr_array_add (proposals, proposal_new (_ ("Take it out of the set"), g_strdup_printf ("%s.discard(%s)\n", address, member)));
  else
    g_ptr_array_add (proposals, proposal_new (_ ("Empty the set"), g_strdup_printf ("%s.clear()\n", address)));
}

/* The two ways to let go of what stands somewhere. */
static void
offer_removal (const OuroRoots *roots,
               OuroId           holder,
               const OuroWay   *way,
               GPtrArray       *proposals)
{
  g_autofree char *address = find_address (roots, holder, proposals);
  g_autofree char *step = address != NULL ? ouro_address_dup_way (roots, holder, way) : NULL;
  g_autofree char *label = NULL;
  g_autofree char *other = NULL;

  if (address == NULL)
    return;
  if (ouro_heap_get_kind (roots->heap, holder) == OURO_KIND_TUPLE)
    g_ptr_array_add (proposals, refusal_new (_ ("Take it out of the tuple"), g_strdup (_ ("A tuple cannot be changed: it lets go of its items only when it is freed itself."))));
  else if (way->kind == OURO_WAY_MEMBER)
    offer_discard (roots, address, way, proposals);
  else if (step == NULL)
    g_ptr_array_add (proposals, refusal_new (_ ("Take it out"), g_strdup (_ ("Python has no statement that takes this reference away."))));
  else
    {
      label = g_strdup_printf (_ ("Delete %s%s"), address, step);
      other = g_strdup_printf (_ ("Put None in %s%s"), address, step);
      g_ptr_array_add (proposals, proposal_new (label, g_strdup_printf ("del %s%s\n", address, step)));
      g_ptr_array_add (proposals, proposal_new (other, g_strdup_printf ("%s%s = None\n", address, step)));
    }
}

GPtrArray *
ouro_action_delete_reference (OuroRun *run,
                              guint32  birth,
                              int      slot)
{
  GPtrArray *proposals = proposals_new ();
  g_autoptr (OuroRunRoots) roots = ouro_run_roots_new (run);
  OuroId  holder = find_object (run, birth, proposals);
  OuroWay way;

  if (holder == OURO_NO_ID)
    return proposals;
  if (slot >= 0 && ouro_ways_get_shown (ouro_run_roots_get (roots), holder, (guint)slot, &way))
    offer_removal (ouro_run_roots_get (roots), holder, &way, proposals);
  else
    g_ptr_array_add (proposals, refusal_new (_ ("The reference"), g_strdup (_ ("There is no such reference any more."))));
  return proposals;
}

static void
offer_hold (const OuroRoots *roots,
            const OuroHold  *hold,
            GPtrArray       *proposals)
{
  g_autofree char *name = NULL;
  g_autofree char *label = NULL;

  if (hold->kind == OURO_HOLD_NAME)
    {
      name = ouro_str_dup_utf8 (roots->heap, hold->way.name, NULL);
      label = g_strdup_printf (_ ("Delete the name %s"), name);
      g_ptr_array_add (proposals, proposal_new (label, g_strdup_printf ("del %s\n", name)));
    }
  else if (hold->kind == OURO_HOLD_OBJECT)
    {
      g_autofree char *address = ouro_address_dup (roots, hold->holder);

      if (address != NULL)
        offer_removal (roots, hold->holder, &hold->way, proposals);
    }
}

GPtrArray *
ouro_action_delete_object (OuroRun *run,
                           guint32  birth)
{
  GPtrArray *proposals = proposals_new ();
  g_autoptr (OuroRunRoots) roots = ouro_run_roots_new (run);
  g_autoptr (GArray) holds = NULL;
  OuroId object = find_object (run, birth, proposals);

  if (object == OURO_NO_ID)
    return proposals;
  holds = ouro_holders_find (ouro_run_roots_get (roots), object);
  for (guint i = 0; i < holds->len; i++)
    offer_hold (ouro_run_roots_get (roots), &g_array_index (holds, OuroHold, i), proposals);
  if (proposals->len == 0)
    g_ptr_array_add (proposals, refusal_new (_ ("Delete the object"), ouro_address_dup_reason (ouro_run_roots_get (roots), object)));
  return proposals;
}

/* Collecting -------------------------------------------------------------------------------- */

GPtrArray *
ouro_action_collect (OuroRun *run,
                     guint    generation)
{
  GPtrArray       *proposals = proposals_new ();
  OuroId           gc = find_global (run, "gc");
  gboolean         has_gc = gc != OURO_NO_ID && ouro_heap_get_kind (ouro_run_get_heap (run), gc) == OURO_KIND_MODULE;
  const char      *import = has_gc ? "" : "import gc\n";
  g_autofree char *argument = generation < 2 ? g_strdup_printf ("%u", generation) : g_strdup ("");
  g_autofree char *label = g_strdup_printf (_ ("Collect generation %u"), generation);

  g_ptr_array_add (proposals, proposal_new (label, g_strdup_printf ("%sgc.collect(%s)\n", import, argument)));
  return proposals;
}
