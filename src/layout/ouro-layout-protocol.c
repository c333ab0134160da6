/* ouro-layout-protocol.c - what goes through the pipe
 *
 * Question  head, boxes, arrows.
 * Answer    head, then boxes (arrange), or arrows and points (route).
 */

#include "ouro-layout-protocol.h"

#include "ouro-layout-curve.h"

#include <math.h>

#define MARK 0x314c554fu /* "OUL1" */

/* How far from its promised place a curve may begin or end; a float of a million is no better than
 * this. */
#define TOLERANCE 0.25f

typedef struct
{
  guint32 mark;
  guint32 length;
} Frame;

typedef struct
{
  guint32 number;
  guint32 task;
  guint32 effort;
  guint32 time_limit;
  guint32 n_boxes;
  guint32 n_arrows;
} QuestionHead;

typedef struct
{
  guint32 number;
  guint32 task;
  guint32 memory;
  guint32 n_boxes;
  guint32 n_arrows;
  guint32 n_points;
  float   width;
  float   height;
} AnswerHead;

G_STATIC_ASSERT (sizeof (Frame) == OURO_LAYOUT_FRAME_LENGTH);
G_STATIC_ASSERT (sizeof (OuroLayoutBox) == 16);
G_STATIC_ASSERT (sizeof (OuroLayoutArrow) == 24);
G_STATIC_ASSERT (sizeof (OuroLayoutPoint) == 8);

G_DEFINE_QUARK (OuroLayoutProtocolError, ouro_layout_protocol_error)

/* --- writing -------------------------------------------------------------------------------- */

static GByteArray *
begin_message (gsize length)
{
  GByteArray *message = g_byte_array_sized_new ((guint)(sizeof (Frame) + length));
  Frame       frame = { MARK, (guint32)length };

  return g_byte_array_append (message, (const guint8 *)&frame, sizeof frame);
}

static void
append (GByteArray   *message,
        gconstpointer data,
        gsize         length)
{
  if (length > 0)
    g_byte_array_append (message, data, (guint)length);
}

GBytes *
ouro_layout_protocol_write_question (const OuroLayoutQuestion *question,
                                     const OuroLayoutGraph    *graph)
{
  QuestionHead head = { question->number, question->task, question->effort, question->time_limit,
                        graph->n_boxes, graph->n_arrows };
  gsize        boxes = graph->n_boxes * sizeof *graph->boxes;
  gsize        arrows = graph->n_arrows * sizeof *graph->arrows;
  GByteArray  *message = begin_message (sizeof head + boxes + arrows);

  append (message, &head, sizeof head);
  append (message, graph->boxes, boxes);
  append (message, graph->arrows, arrows);

  return g_byte_array_free_to_bytes (message);
}

GBytes *
ouro_layout_protocol_write_answer (const OuroLayoutQuestion *question,
                                   const OuroLayoutGraph    *graph,
                                   guint32                   memory)
{
  gboolean    arranges = question->task == OURO_LAYOUT_ARRANGE;
  AnswerHead  head = { question->number, question->task, memory, graph->n_boxes, graph->n_arrows,
                      arranges ? 0 : graph->n_points, graph->width, graph->height };
  gsize       boxes = arranges ? graph->n_boxes * sizeof *graph->boxes : 0;
  gsize       arrows = arranges ? 0 : graph->n_arrows * sizeof *graph->arrows;
  gsize       points = head.n_points * sizeof *graph->points;
  GByteArray *message = begin_message (sizeof head + boxes + arrows + points);

  append (message, &head, sizeof head);
  append (message, graph->boxes, boxes);
  append (message, graph->arrows, arrows);
  append (message, graph->points, points);

  return g_byte_array_free_to_bytes (message);
}

/* --- checking ------------------------------------------------------------------------------- */

static gboolean
set_broken (GError    **error,
            const char *what)
{
  g_set_error (error, OURO_LAYOUT_PROTOCOL_ERROR, OURO_LAYOUT_PROTOCOL_ERROR_BROKEN,
               "broken message: %s", what);
  return FALSE;
}

gboolean
ouro_layout_protocol_accepts (const OuroLayoutGraph *graph)
{
  return graph->n_boxes <= OURO_LAYOUT_MAX_BOXES && graph->n_arrows <= OURO_LAYOUT_MAX_ARROWS &&
         ouro_layout_graph_is_sound (graph);
}

/* --- reading -------------------------------------------------------------------------------- */

gboolean
ouro_layout_protocol_read_frame (const guint8 *frame,
                                 gsize        *length,
                                 GError      **error)
{
  Frame read;

  memcpy (&read, frame, sizeof read);
  if (read.mark != MARK)
    return set_broken (error, "no mark");
  if (read.length > OURO_LAYOUT_MAX_PAYLOAD)
    return set_broken (error, "too long");

  *length = read.length;
  return TRUE;
}

OuroLayoutGraph *
ouro_layout_protocol_read_question (const guint8       *payload,
                                    gsize               length,
                                    OuroLayoutQuestion *question,
                                    GError            **error)
{
  OuroLayoutGraph *graph;
  QuestionHead     head;
  gsize            boxes, arrows;

  if (length < sizeof head)
    {
      set_broken (error, "too short");
      return NULL;
    }
  memcpy (&head, payload, sizeof head);
  boxes = head.n_boxes * sizeof (OuroLayoutBox);
  arrows = head.n_arrows * sizeof (OuroLayoutArrow);
  if (head.task > OURO_LAYOUT_ROUTE || head.effort > OURO_LAYOUT_EFFORT_LOW ||
      head.n_boxes > OURO_LAYOUT_MAX_BOXES || head.n_arrows > OURO_LAYOUT_MAX_ARROWS ||
      length != sizeof head + boxes + arrows)
    {
      set_broken (error, "question");
      return NULL;
    }

  graph = ouro_layout_graph_new (head.n_boxes, head.n_arrows);
  if (boxes > 0)
    memcpy (graph->boxes, payload + sizeof head, boxes);
  if (arrows > 0)
    memcpy (graph->arrows, payload + sizeof head + boxes, arrows);
  if (!ouro_layout_protocol_accepts (graph))
    {
      ouro_layout_graph_free (graph);
      set_broken (error, "graph");
      return NULL;
    }

  *question = (OuroLayoutQuestion){ head.number, head.task, head.effort, head.time_limit };
  return graph;
}

static gboolean
read_places (const AnswerHead *head,
             const guint8     *data,
             gsize             length,
             OuroLayoutGraph  *graph,
             GError          **error)
{
  g_autofree OuroLayoutBox *boxes = NULL;
  OuroLayoutGraph           answer = { .n_boxes = graph->n_boxes };

  if (length != graph->n_boxes * sizeof *boxes)
    return set_broken (error, "places");

  answer.boxes = boxes = g_memdup2 (data, length);
  if (!ouro_layout_graph_is_sound (&answer) || !(head->width >= 0.0f) || !(head->height >= 0.0f))
    return set_broken (error, "places");

  for (guint32 i = 0; i < graph->n_boxes; i++)
    {
      graph->boxes[i].x = boxes[i].x;
      graph->boxes[i].y = boxes[i].y;
    }
  graph->width = head->width;
  graph->height = head->height;
  graph->fallback = FALSE;

  return TRUE;
}

/* What the header of the layout promises: first and n lie within the points, the curve
 * begins at its start and ends on the border of its target. */
static gboolean
is_curve_sound (const OuroLayoutGraph *graph,
                const OuroLayoutArrow *arrow,
                const OuroLayoutArrow *answer,
                const OuroLayoutPoint *points,
                guint32                n_points)
{
  OuroLayoutPoint start = ouro_layout_get_start (graph, arrow);

  if (answer->n < 4 || answer->n % 3 != 1 || answer->first > n_points ||
      answer->n > n_points - answer->first)
    return FALSE;
  points += answer->first;

  return fabsf (points[0].x - start.x) <= TOLERANCE &&
         fabsf (points[0].y - start.y) <= TOLERANCE &&
         ouro_layout_box_has_on_border (&graph->boxes[arrow->to], points[answer->n - 1], TOLERANCE);
}

static gboolean
read_curves (const AnswerHead *head,
             const guint8     *data,
             gsize             length,
             OuroLayoutGraph  *graph,
             GError          **error)
{
  gsize                       n_bytes = graph->n_arrows * sizeof *graph->arrows;
  g_autofree OuroLayoutArrow *arrows = NULL;
  g_autofree OuroLayoutPoint *points = NULL;

  if (head->n_points > OURO_LAYOUT_MAX_PAYLOAD / sizeof *points ||
      length != n_bytes + head->n_points * sizeof *points)
    return set_broken (error, "curves");

  arrows = g_memdup2 (data, n_bytes);
  points = g_memdup2 (data + n_bytes, length - n_bytes);
  for (guint32 i = 0; i < head->n_points; i++)
    if (!isfinite (points[i].x) || !isfinite (points[i].y))
      return set_broken (error, "points");
  for (guint32 i = 0; i < graph->n_arrows; i++)
    if (!is_curve_sound (graph, &graph->arrows[i], &arrows[i], points, head->n_points))
      return set_broken (error, "curve");

  for (guint32 i = 0; i < graph->n_arrows; i++)
    {
      graph->arrows[i].first = arrows[i].first;
      graph->arrows[i].n = arrows[i].n;
    }
  g_free (graph->points);
  graph->points = g_steal_pointer (&points);
  graph->n_points = head->n_points;
  graph->fallback = FALSE;

  return TRUE;
}

gboolean
ouro_layout_protocol_read_answer (const guint8             *payload,
                                  gsize                     length,
                                  const OuroLayoutQuestion *question,
                                  OuroLayoutGraph          *graph,
                                  guint32                  *memory,
                                  GError                  **error)
{
  AnswerHead head;

  if (length < sizeof head)
    return set_broken (error, "too short");
  memcpy (&head, payload, sizeof head);
  if (head.number != question->number || head.task != question->task)
    return set_broken (error, "answer to another question");
  if (head.n_boxes != graph->n_boxes || head.n_arrows != graph->n_arrows)
    return set_broken (error, "answer about another graph");

  *memory = head.memory;
  if (question->task == OURO_LAYOUT_ARRANGE)
    return read_places (&head, payload + sizeof head, length - sizeof head, graph, error);
  return read_curves (&head, payload + sizeof head, length - sizeof head, graph, error);
}
