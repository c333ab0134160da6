/* cairo-leaks.c - what the leak checker is to forgive in programs that write PDF
 *
 * Cairo 1.16 loses 768 bytes for each OpenType font with cubic outlines that it puts into a PDF. Fast stacks end in cairo itself, so
 * the library is named.
 */

const char *__lsan_default_suppressions (void);

const char *
__lsan_default_suppressions (void)
{
  return "leak:libcairo.so\n";
}
