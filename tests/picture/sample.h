/* sample.h - scenes for tests and for the eye: cards, names and arrows of every kind */
#pragma once

#include "ouro-painter.h"

/* A painter for each test. */
typedef struct
{
  OuroPainter *painter;
} SampleFixture;

void sample_set_up (SampleFixture *fixture,
                    gconstpointer  data);
void sample_tear_down (SampleFixture *fixture,
                       gconstpointer  data);

/* Words that somebody might use: long, of far scripts, broken, hostile. */
extern const char *const sample_texts[];
extern const guint       sample_n_texts;

/* What a card shows. The slots are labels and values in turn; the value "•" is where an arrow
 * starts. */
typedef struct
{
  OuroFamily  family;
  OuroMarks   marks;
  const char *title;
  const char *subtitle;
  const char *badge;
  const char *slots[9]; /* the last is NULL */
  guint       changed;  /* which slot, from 1; 0 for none */
  const char *note;
  const char *fold;
} SampleCard;

/* Measured already. */
OuroCard sample_card (OuroPainter      *painter,
                      const SampleCard *sample);

/* A plain list of one slot, 10. */
OuroCard sample_list (OuroPainter *painter,
                      OuroMarks    marks);

OuroPill  sample_pill (OuroPainter *painter,
                       OuroMarks    marks,
                       const char  *name);
OuroArrow sample_arrow (OuroFamily family,
                        OuroMarks  marks,
                        float      x0,
                        float      y0,
                        float      x1,
                        float      y1);

/* Append a thing, which the scene owns from now on, at a place. Return its index. */
int  sample_add_card (OuroScene *scene,
                      OuroCard   card,
                      float      x,
                      float      y);
int  sample_add_pill (OuroScene *scene,
                      OuroPill   pill,
                      float      x,
                      float      y);
void sample_add_arrow (OuroScene *scene,
                       OuroArrow  arrow);
void sample_add_pane (OuroScene  *scene,
                      const char *title,
                      const char *subtitle,
                      double      fill,
                      float       x,
                      float       width,
                      float       height);

/* Two lists that hold each other after their names are gone, and one that lives. */
OuroScene *sample_cycle (OuroPainter *painter) G_GNUC_WARN_UNUSED_RESULT;

/* Every kind of card, state, name and arrow. */
OuroScene *sample_zoo (OuroPainter *painter) G_GNUC_WARN_UNUSED_RESULT;

/* n cards in a grid and m arrows between them. */
OuroScene *sample_crowd (OuroPainter *painter,
                         guint        n_cards,
                         guint        n_arrows) G_GNUC_WARN_UNUSED_RESULT;
