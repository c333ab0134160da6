/* ouro-memory.c - address space that fills as it is used */
#include "ouro-memory.h"

#include <sys/mman.h>

gpointer
ouro_memory_reserve (gsize bytes)
{
  gpointer memory = mmap (NULL, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);

  return memory != MAP_FAILED ? memory : NULL;
}

void
ouro_memory_release (gpointer memory,
                     gsize    bytes)
{
  if (memory != NULL)
    munmap (memory, bytes);
}
