/* fuzz-compile.c - any bytes, read and compiled as Python
 *
 * The first byte chooses the version, the rest is the program. What is wrong with it must be told by an error that says
 * where; what is right must give code.
 */

#include "fuzz.h"

#include "ouro-compiler.h"
#include "ouro-vm.h"

static void
compile (const char        *text,
         gsize              length,
         const OuroProfile *profile)
{
  g_autoptr (OuroSyntaxTree) tree = NULL;
  g_auto (OuroSyntaxProblem) problem = { 0 };
  g_autoptr (GError) error = NULL;
  OuroCodeUnit *unit = NULL;
  OuroDialect   dialect;
  OuroLowering  lowering;

  ouro_vm_get_dialect (profile, &dialect);
  ouro_vm_get_lowering (profile, &lowering);
  tree = ouro_syntax_tree_parse (text, length, &dialect, &problem, &error);
  if (tree != NULL)
    unit = ouro_compile (tree, text, length, &dialect, &lowering, &problem, &error);

  g_assert_true ((unit == NULL) == (error != NULL));
  /* A file in an encoding that cannot be read has no line yet. */
  if (error != NULL && strstr (error->message, "encoding") == NULL)
    g_assert_cmpuint (problem.line, >=, 1);
  g_clear_pointer (&unit, ouro_code_unit_free);
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  const OuroProfile *const *profiles = ouro_profile_list ();
  guint                     n_profiles = g_strv_length ((char **)profiles);
  g_autofree char          *text = NULL;

  if (size == 0)
    return 0;

  /* The text ends with a byte of its own, so that reading behind it is seen. */
  text = g_malloc (size);
  memcpy (text, data + 1, size - 1);
  text[size - 1] = '\0';
  compile (text, size - 1, profiles[data[0] % n_profiles]);
  return 0;
}
