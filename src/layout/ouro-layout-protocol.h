/* ouro-layout-protocol.h - what goes through the pipe
 *
 * A message is a frame of eight bytes (a mark and the length of what follows), and a payload. One
 * question, one answer, in turn. Numbers are as the machine has them, since both ends are the same
 * program on the same machine; even so neither end trusts the other: lengths, counts, indices and
 * numbers are checked before anything is believed or allocated.
 */
#pragma once

#include "ouro-layout.h"

/* More than anyone could look at; what is larger is never sent. */
#define OURO_LAYOUT_MAX_BOXES   50000
#define OURO_LAYOUT_MAX_ARROWS  200000
#define OURO_LAYOUT_MAX_PAYLOAD (128 * 1024 * 1024)

#define OURO_LAYOUT_FRAME_LENGTH 8

typedef enum {
  OURO_LAYOUT_EFFORT_FULL,
  OURO_LAYOUT_EFFORT_LOW, /* arrange: the cheapest settings, for a second try */
} OuroLayoutEffort;

typedef struct
{
  guint32          number; /* comes back with the answer */
  OuroLayoutTask   task;
  OuroLayoutEffort effort;
  guint32          time_limit; /* ms after which nobody waits for the answer any more */
} OuroLayoutQuestion;

#define OURO_LAYOUT_PROTOCOL_ERROR (ouro_layout_protocol_error_quark ())
GQuark ouro_layout_protocol_error_quark (void);

typedef enum {
  OURO_LAYOUT_PROTOCOL_ERROR_BROKEN, /* a message that no honest end sends */
} OuroLayoutProtocolError;

/* TRUE when the graph is one that may be asked about: sound and not too large. */
gboolean ouro_layout_protocol_accepts (const OuroLayoutGraph *graph);

/* Whole messages, with their frames. memory: how much the helper takes now, in KiB. */
GBytes *ouro_layout_protocol_write_question (const OuroLayoutQuestion *question,
                                             const OuroLayoutGraph    *graph) G_GNUC_WARN_UNUSED_RESULT;
GBytes *ouro_layout_protocol_write_answer (const OuroLayoutQuestion *question,
                                           const OuroLayoutGraph    *graph,
                                           guint32                   memory) G_GNUC_WARN_UNUSED_RESULT;

/* How long the payload is that follows the frame. */
gboolean ouro_layout_protocol_read_frame (const guint8 *frame,
                                          gsize        *length,
                                          GError      **error);

/* Payloads. */
OuroLayoutGraph *ouro_layout_protocol_read_question (const guint8       *payload,
                                                     gsize               length,
                                                     OuroLayoutQuestion *question,
                                                     GError            **error) G_GNUC_WARN_UNUSED_RESULT;

/* Puts the answer to the question into the graph that was asked about, which stays as it is on an
 * error. */
gboolean ouro_layout_protocol_read_answer (const guint8             *payload,
                                           gsize                     length,
                                           const OuroLayoutQuestion *question,
                                           OuroLayoutGraph          *graph,
                                           guint32                  *memory,
                                           GError                  **error);
