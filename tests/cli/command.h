/* command.h - the program as a user starts it: in a folder of its own, without a display */
#pragma once

#include <glib.h>

typedef struct
{
  char *folder;
  char *output; /* of the last command; bytes, ended by '\0' */
  char *errors;
  int   status; /* exit status; 1000 + signal when a signal ended it */
} Command;

void command_set_up (Command      *self,
                     gconstpointer data);
void command_tear_down (Command      *self,
                        gconstpointer data);

/* Writes a file into the folder. */
void command_fill (Command    *self,
                   const char *name,
                   const char *contents);
/* Its text; NULL when there is none. */
char    *command_read (Command    *self,
                       const char *name);
gboolean command_has (Command    *self,
                      const char *name);

/* "run cycle.py": words divided by blanks. */
void command_run (Command    *self,
                  const char *words);

/* The same through a shell; $OUROBOROS is the program. */
void command_run_shell (Command    *self,
                        const char *script);

/* The exit status, and the one line on standard error, which has to hold these words. */
void command_assert_refused (Command    *self,
                             int         status,
                             const char *words);
