/* folder.h - a folder of its own for each test, with everything in it removed afterwards */
#pragma once

#include <gio/gio.h>

typedef struct
{
  char *path;
} Folder;

void   folder_set_up (Folder       *folder,
                      gconstpointer data);
void   folder_tear_down (Folder       *folder,
                         gconstpointer data);
GFile *folder_get_file (Folder     *folder,
                        const char *name);
void   folder_fill (Folder     *folder,
                    const char *name,
                    const char *contents,
                    gssize      length);
char  *folder_read (Folder     *folder,
                    const char *name);
guint  folder_count (Folder *folder);

/* Rights mean nothing to the superuser: becomes nobody for a while when the test runs as that, and owns the folder. */
void folder_drop_privileges (Folder *folder);
void folder_restore_privileges (Folder *folder);
