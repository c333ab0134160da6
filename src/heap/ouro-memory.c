/* ouro-memory.c - address space that fills as it is used */
#include "ouro-memory.h"

#include <sys/mman.h>

/* So much of an array comes in pages of the usual size, the rest in huge ones where the system has them: a program that needs little
 * memory takes no more, and one that needs a lot is not stopped at every 4096 bytes of it, which costs up to a fifth of the time. */
#define SMALL_PAGES ((gsize)1024 * 1024)

gpointer
ouro_memory_reserve (gsize bytes)
{
  gpointer memory = mmap (NULL, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);

  if (memory == MAP_FAILED)
    return NULL;
  /* Only advice: what becomes of it does not matter. */
  if (bytes > SMALL_PAGES)
    (void)madvise ((char *)memory + SMALL_PAGES, bytes - SMALL_PAGES, MADV_HUGEPAGE);
  return memory;
}

void
ouro_memory_release (gpointer memory,
                     gsize    bytes)
{
  if (memory != NULL)
    munmap (memory, bytes);
}
