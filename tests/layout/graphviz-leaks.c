/* graphviz-leaks.c - tells the leak sanitizer that Graphviz leaks
 *
 * That is one reason why it has a process of its own; these programs are such processes, or call
 * it themselves. The name is the sanitizer's: sanitizer/lsan_interface.h.
 */

const char *__lsan_default_suppressions (void);

const char *
__lsan_default_suppressions (void)
{
  return "leak:libgvc\nleak:libcgraph\nleak:libcdt\nleak:libgvplugin_dot_layout\n";
}
