/* ouro-memory.c - address space that fills as it is used */
#include "ouro-memory.h"

#include <sys/mman.h>

#define LARGE_PAGE ((gsize)2 << 20)

/* What stays smaller than this takes no large page. */
#define SMALL_PART LARGE_PAGE

gpointer
ouro_memory_reserve (gsize bytes)
{
  gpointer memory = mmap (NULL, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);

  if (memory == MAP_FAILED)
    return NULL;
  if (bytes > SMALL_PART)
    ouro_memory_expect ((char *)memory + SMALL_PART, bytes - SMALL_PART);
  return memory;
}

void
ouro_memory_release (gpointer memory,
                     gsize    bytes)
{
  if (memory != NULL)
    munmap (memory, bytes);
}

void
ouro_memory_expect (gpointer memory,
                    gsize    bytes)
{
  gsize start = ((gsize)memory + LARGE_PAGE - 1) / LARGE_PAGE * LARGE_PAGE;
  gsize end = ((gsize)memory + bytes) / LARGE_PAGE * LARGE_PAGE;

  /* A system that has no such pages refuses; nothing is lost then. */
  if (start < end)
    madvise (GSIZE_TO_POINTER (start), end - start, MADV_HUGEPAGE);
}
