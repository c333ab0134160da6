/* ouro-gesture.c - what a hand asked for, until it has become a statement */

#include "ouro-gesture.h"

#include <glib/gi18n-lib.h>

OuroGesture *
ouro_gesture_copy (const OuroGesture *self)
{
  OuroGesture *copy = g_new (OuroGesture, 1);

  *copy = *self;
  copy->name = g_strdup (self->name);
  return copy;
}

void
ouro_gesture_free (OuroGesture *self)
{
  g_free (self->name);
  g_free (self);
}

gboolean
ouro_gesture_find_new (const char *word,
                       OuroNew    *what)
{
  static const char *const words[OURO_N_NEW] = {
    [OURO_NEW_LIST] = "list",
    [OURO_NEW_DICT] = "dict",
    [OURO_NEW_TUPLE] = "tuple",
    [OURO_NEW_SET] = "set",
    [OURO_NEW_OBJECT] = "object",
    [OURO_NEW_INT] = "int",
    [OURO_NEW_FLOAT] = "float",
    [OURO_NEW_STR] = "str",
    [OURO_NEW_FUNCTION] = "function",
  };

  for (guint i = 0; i < OURO_N_NEW; i++)
    if (g_strcmp0 (words[i], word) == 0)
      {
        *what = i;
        return TRUE;
      }

  return FALSE;
}

static GPtrArray *
wrap (OuroProposal *proposal)
{
  GPtrArray *proposals = g_ptr_array_new_with_free_func ((GDestroyNotify)ouro_proposal_free);

  g_ptr_array_add (proposals, proposal);
  return proposals;
}

GPtrArray *
ouro_gesture_propose (const OuroGesture *self,
                      OuroRun           *run)
{
  switch (self->kind)
    {
    case OURO_GESTURE_CREATE:
      return wrap (ouro_action_create (run, self->what));
    case OURO_GESTURE_REFER:
      return ouro_action_refer (run, self->object, self->slot, self->to);
    case OURO_GESTURE_NAME:
      return ouro_action_name (run, self->object);
    case OURO_GESTURE_REBIND:
      return ouro_action_rebind (run, self->name, self->to);
    case OURO_GESTURE_RENAME:
      return ouro_action_rename (run, self->name);
    case OURO_GESTURE_DELETE_NAME:
      return ouro_action_delete_name (run, self->name);
    case OURO_GESTURE_DELETE_REFERENCE:
      return ouro_action_delete_reference (run, self->object, self->slot);
    case OURO_GESTURE_DELETE_OBJECT:
      return ouro_action_delete_object (run, self->object);
    case OURO_GESTURE_COLLECT:
      return ouro_action_collect (run, self->generation);
    default:
      g_assert_not_reached ();
    }
}

char *
ouro_gesture_dup_title (const OuroGesture *self)
{
  switch (self->kind)
    {
    case OURO_GESTURE_CREATE:
      return g_strdup (_("New object"));
    case OURO_GESTURE_REFER:
      return g_strdup (_("New reference"));
    case OURO_GESTURE_NAME:
      return g_strdup (_("A name for the object"));
    case OURO_GESTURE_REBIND:
      /* Translators: %s is a name of the Python program */
      return g_strdup_printf (_("Bind “%s” to another object"), self->name);
    case OURO_GESTURE_RENAME:
      /* Translators: %s is a name of the Python program */
      return g_strdup_printf (_("Rename “%s”"), self->name);
    case OURO_GESTURE_DELETE_NAME:
      /* Translators: %s is a name of the Python program */
      return g_strdup_printf (_("Delete the name “%s”"), self->name);
    case OURO_GESTURE_DELETE_REFERENCE:
      return g_strdup (_("Take the reference away"));
    case OURO_GESTURE_DELETE_OBJECT:
      return g_strdup (_("Python frees an object when nothing holds it"));
    case OURO_GESTURE_COLLECT:
      return g_strdup (_("Run the collector"));
    default:
      g_assert_not_reached ();
    }
}
