/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The ecogram from the inside: what one line says, what all lines together say of
 * each person and system, and what of it is seen at one moment. For the ecogram_*.c
 * files and their tests; everybody else uses diagram_ecogram of diagram.h.
 *
 * The way is line -> statement (ecogram_read) -> fold (ecogram.c) -> view at a
 * moment (ecogram_view) -> order (ecogram_order) -> scene (ecogram_columns,
 * ecogram_ring). Every value 0 means "not said".
 */
#ifndef DIAGRAM_ECOGRAM_H
#define DIAGRAM_ECOGRAM_H

#include "diagram/diagram.h"
#include "diagram/notation.h"

enum ecogram_strength { TIE_STRONG = 1, TIE_PLAIN, TIE_WEAK };
enum ecogram_yes { SAID_YES = 1, SAID_NO };
/* Seen from the first name: it gives (>), takes (<), both (<>). */
enum ecogram_direction { ENERGY_GIVES = 1, ENERGY_TAKES, ENERGY_BOTH };
enum ecogram_kind { KIND_PERSON = 1, KIND_SYSTEM };
enum ecogram_group {
    GROUP_FAMILY = 1, GROUP_FRIENDS, GROUP_NEIGHBOURS, GROUP_SCHOOL, GROUP_WORK, GROUP_FAITH,
    GROUP_CARE, GROUP_AUTHORITIES, GROUP_ONLINE, GROUP_OWN, /* its word is in group_word */
};
enum ecogram_place { PLACE_HERE = 1, PLACE_ORIGIN, PLACE_ELSEWHERE };
#define ECOGRAM_PLACES 4 /* with "not said" */
enum ecogram_support { SUPPORT_PRACTICAL = 1, SUPPORT_COMPANY = 2, SUPPORT_ADVICE = 4,
                       SUPPORT_EMOTIONAL = 8 };
enum ecogram_period { PER_DAY = 1, PER_WEEK, PER_MONTH, PER_YEAR, PER_RARELY, PER_NEVER };
enum ecogram_importance { IMPORTANT_NOT = 1, IMPORTANT, IMPORTANT_VERY };
/* What the person in the centre owes or gets. */
enum ecogram_obligation { OWES_MONEY = 1, OWES_CARE = 2, GETS_MONEY = 4, GETS_CARE = 8 };
enum ecogram_involve { INVOLVE_YES = 1, INVOLVE_NO, INVOLVE_ASK };
enum ecogram_vital { VITAL_ALIVE = 1, VITAL_DECEASED, VITAL_MISSING };

struct ecogram_tie {
    enum ecogram_strength strength;
    enum ecogram_yes stress, broken;
    enum ecogram_direction direction;
};

struct ecogram_text {
    const char *text;
    struct ecogram_text *next;
};

/* What is said of one person or system, or of a tie between two (TIE and REMARKS only). */
struct ecogram_about {
    struct ecogram_tie tie;
    enum ecogram_kind kind;
    enum ecogram_group group;
    const char *group_word; /* NULL: not said */
    enum ecogram_place place;
    const char *country;    /* or town; NULL */
    unsigned support, obligations;
    unsigned times;
    enum ecogram_period period;
    enum ecogram_importance importance;
    enum ecogram_involve involve;
    enum ecogram_vital vital;
    struct ecogram_text *expected, *remarks;
};

enum ecogram_moment { MOMENT_ALWAYS, MOMENT_BEFORE, MOMENT_NOW };
#define ECOGRAM_MOMENTS 3

enum ecogram_says { SAYS_NOTHING, SAYS_ABOUT, SAYS_LINK, SAYS_CENTRE, SAYS_HOUSEHOLD };

/* One line. Strings are in the arena of the line that it was read from. */
struct ecogram_statement {
    enum ecogram_says says;
    enum ecogram_moment moment;
    const char *name, *other;  /* of a link: the second */
    struct ecogram_text *members;
    struct ecogram_about about;
    bool place_open; /* "in Germany", and nothing says which kind of place that is */
};

/* Codes of words: what a phrase of the tables does (ecogram_words.c). */
enum ecogram_word {
    WORD_STRONG = 1, WORD_PLAIN, WORD_WEAK, WORD_STRESSFUL, WORD_NOT_STRESSFUL, WORD_BROKEN,
    WORD_NOT_BROKEN, WORD_GIVES, WORD_TAKES, WORD_BOTH, WORD_HERE, WORD_ORIGIN, WORD_ELSEWHERE,
    WORD_IN, WORD_PERSON, WORD_SYSTEM, WORD_PRACTICAL, WORD_COMPANY, WORD_ADVICE, WORD_EMOTIONAL,
    WORD_DAILY, WORD_WEEKLY, WORD_MONTHLY, WORD_YEARLY, WORD_RARELY, WORD_NEVER, WORD_ONCE,
    WORD_TWICE, WORD_NOT_IMPORTANT, WORD_IMPORTANT, WORD_VERY_IMPORTANT,
    WORD_OWES_MONEY, WORD_OWES_CARE, WORD_GETS_MONEY, WORD_GETS_CARE, WORD_EXPECTED,
    WORD_INVOLVE, WORD_INVOLVE_YES, WORD_INVOLVE_NO, WORD_INVOLVE_ASK, WORD_ALIVE, WORD_DECEASED,
    WORD_MISSING, WORD_BEFORE, WORD_NOW, WORD_FILLER,
    WORD_CLOSE, WORD_HOME, WORD_FAR, WORD_BAD, WORD_MONEY, WORD_CARES, WORD_GONE, WORD_LOST,
};
#define WORD_FIRST_UNCLEAR WORD_CLOSE
#define WORD_COUNT (WORD_LOST + 1)

enum ecogram_sign { SIGN_LINK = 1, SIGN_GIVES, SIGN_TAKES, SIGN_BOTH, SIGN_IMPORTANT,
                    SIGN_VERY_IMPORTANT, SIGN_COMMA, SIGN_COLON, SIGN_STOP };

/* A word that may mean several things, and what it may mean. */
struct ecogram_unclear {
    int code;
    const char *choices[DIAGRAM_CHOICES_MAX], *labels[DIAGRAM_CHOICES_MAX];
};

const struct notation_signs *ecogram_signs(void);
const struct notation_table *ecogram_words(void);    /* enum ecogram_word */
const struct notation_table *ecogram_groups(void);   /* enum ecogram_group */
const struct notation_table *ecogram_prefixes(void); /* enum ecogram_prefix */
const struct notation_table *ecogram_units(void);    /* enum ecogram_period */
const struct notation_table *ecogram_answers(void);  /* enum ecogram_involve */
enum ecogram_prefix { PREFIX_BEFORE = 1, PREFIX_NOW, PREFIX_CENTRE, PREFIX_HOUSEHOLD };
const struct ecogram_unclear *ecogram_unclear(int code);
bool ecogram_is_me(const char *folded); /* "me", "ik" */
/* What a well-known word for a relative or an organisation tells of itself; 0: nothing. */
enum ecogram_kind ecogram_usual_kind(const char *folded);
enum ecogram_group ecogram_usual_group(const char *folded);

/*
 * Reads the tokens of one line. OUT may hold a question (then nothing else is set); NULL
 * makes a question an error. SUBJECT is the name in the centre, "".
 */
bool ecogram_read(struct ecogram_statement *statement, const struct notation_line *line,
                  const char *subject, struct understanding *out, struct error *err) MUST_USE;
/* What would ask about the word at AT: an unclear one, or one that is nearly another. */
bool ecogram_ask(const struct notation_line *line, size_t at, size_t tokens, int code,
                 const char *nearest, struct understanding *out, struct error *err);
/* How many tokens from AT say how often; 0: none. */
size_t ecogram_read_often(const struct notation_line *line, size_t at, unsigned *times,
                          enum ecogram_period *period);
/* The word that WORD, inside a name, may have been meant to be; NULL. */
const char *ecogram_doubt(const char *folded);
void ecogram_write(struct buf *out, const struct ecogram_statement *statement);

/* Lays what TOP says over BASE; texts are added. Strings are shared, lists are made in ARENA. */
void ecogram_lay(struct arena *arena, struct ecogram_about *base, const struct ecogram_about *top);
struct ecogram_text *ecogram_text_add(struct arena *arena, struct ecogram_text *list,
                                      const char *text);

/* What lines say of one person or system: [all, public] by moment. */
struct ecogram_layers {
    bool said[2][ECOGRAM_MOMENTS];
    struct ecogram_about about[2][ECOGRAM_MOMENTS];
};

struct ecogram_node {
    const char *name, *key, *id, *fact;
    struct ecogram_layers layers;
};

struct ecogram_link {
    size_t from, to;
    const char *fact;
    struct ecogram_layers layers;
};

struct ecogram_fact {
    const char *id, *line;
    bool private;
};

struct diagram {
    struct arena *arena;
    const char *subject, *language;
    const char *centre[2]; /* said by a line; NULL; all, public */
    struct ecogram_text *household[2]; /* all, public */
    struct ecogram_fact *facts;
    size_t fact_count, fact_capacity;
    struct ecogram_node *nodes;
    size_t node_count, node_capacity;
    struct ecogram_link *links;
    size_t link_count, link_capacity;
    size_t *node_table, *link_table; /* open addressing, index + 1 */
    size_t node_mask, link_mask;
    bool moments; /* some line is of one moment only */
};

struct diagram *ecogram_create(const struct diagram_context *context);
void ecogram_destroy(struct diagram *diagram);
/* Keeps LINE as a fact and lays what STATEMENT says over what is known. */
void ecogram_fold(struct diagram *diagram, const struct ecogram_statement *statement,
                  const char *line, const char *id, bool private);
/* The index of NAME or of the link between two, or ECOGRAM_NONE. */
#define ECOGRAM_NONE ((size_t)-1)
size_t ecogram_find(const struct diagram *diagram, const char *name);
size_t ecogram_find_link(const struct diagram *diagram, size_t from, size_t to);

/* -- single keys (ecogram_keys.c), as diagram_type describes them -------------- */

const char *ecogram_item_name(const struct diagram *diagram, const char *item);
bool ecogram_item_is_person(const struct diagram *diagram, const char *item);
bool ecogram_connect(struct buf *out, const struct diagram *diagram, const char *from,
                     const char *to);
bool ecogram_weigh(struct buf *out, const struct diagram *diagram, const char *id, int by);

/* -- at one moment --------------------------------------------------------- */

enum ecogram_change { CHANGE_NONE, CHANGE_NEW, CHANGE_GONE, CHANGE_OTHER };

struct ecogram_view_node {
    const struct ecogram_node *node;
    struct ecogram_about about, before; /* BEFORE only where CHANGE is CHANGE_OTHER */
    enum ecogram_change change;
    bool tied;  /* to the centre */
};

struct ecogram_view_link {
    const struct ecogram_link *link;
    size_t from, to; /* indices of view nodes */
    struct ecogram_about about, before;
    enum ecogram_change change;
};

enum ecogram_when { WHEN_NOW, WHEN_BEFORE, WHEN_COMPARE };

/* Nodes by name, links by their nodes: the same in whatever order lines were entered. */
struct ecogram_view {
    struct arena *arena;
    const struct diagram *diagram;
    const char *language;
    const char *centre; /* a name or a word for it */
    const struct ecogram_text *household;
    enum ecogram_when when;
    struct ecogram_view_node *nodes;
    size_t node_count;
    struct ecogram_view_link *links;
    size_t link_count;
    bool places; /* somebody's place was said */
};

void ecogram_view_init(struct ecogram_view *view, const struct diagram *diagram,
                       enum ecogram_when when, bool show_private);
void ecogram_view_finish(struct ecogram_view *view);

/* -- words for people ------------------------------------------------------ */

/* "strong tie, lives in the country of origin (Syria), energy both ways"; NAME is whose. */
void ecogram_say_about(struct buf *out, const char *language, const char *centre,
                       const char *name, const struct ecogram_about *about);
/* Only what ABOUT holds, of nobody by name: what was said before and no longer counts. */
void ecogram_say_earlier(struct buf *out, const char *language, const struct ecogram_about *about);
void ecogram_say_link(struct buf *out, const char *language, const char *from, const char *to,
                      const struct ecogram_about *about);
void ecogram_say(struct buf *out, const char *language, const char *centre,
                 const struct ecogram_statement *statement);
void ecogram_say_tie(struct buf *out, const char *language, const struct ecogram_tie *tie);
/* "Country of origin", for headings; "not said where" for 0. */
const char *ecogram_place_title(const char *language, enum ecogram_place place);
const char *ecogram_group_title(const char *language, const struct ecogram_about *about);
/* Adds ", " if OUT has something since START. */
void ecogram_comma(struct buf *out, size_t start);
void ecogram_outline(struct buf *out, const struct diagram *diagram, bool show_private);
void ecogram_view_outline(struct buf *out, const struct ecogram_view *view);

/* -- order round the ring -------------------------------------------------- */

struct ecogram_arc {
    size_t a, b;
};

struct ecogram_graph {
    size_t count;
    const int *sector; /* of each vertex; NULL: all in one */
    const struct ecogram_arc *arcs;
    size_t arc_count;
};

/*
 * ORDER[i] is the vertex at place i; sectors stand together, in rising order. With
 * FIXED_COUNT > 0 the vertices of FIXED keep their order and only the others are put in.
 * Vertices are numbered by meaning (names), so the result depends on nothing else.
 */
void ecogram_order(size_t *order, const struct ecogram_graph *graph, const size_t *fixed,
                   size_t fixed_count);
size_t ecogram_order_crossings(const struct ecogram_graph *graph, const size_t *order);
/* An order without crossings, if the arcs are outerplanar; sectors are not looked at. */
bool ecogram_order_outerplanar(size_t *order, const struct ecogram_graph *graph);

/* -- pictures --------------------------------------------------------------- */

struct ecogram_picture {
    struct scene *scene;
    struct arena *arena; /* for the length of the drawing */
    const struct ecogram_view *view;
    const struct scene_options *options;
    struct ecogram_graph graph; /* of view nodes and links */
    size_t *order;  /* view nodes, round the ring */
    const struct scene_item **previous; /* of view nodes, in the previous picture, or NULL */
    int *items;     /* scene items of view nodes */
    const char **labels, **glyphs; /* of view nodes */
    int centre;     /* scene item */
    unsigned zoom;
    int columns;    /* to stay within; 0: as wide as it likes */
    int rows;       /* of the window; 0: no limit */
};

/* What a label needs if it is wrapped to COLUMNS: cells, with its glyph. */
struct ecogram_size {
    int w, h;
};

/* A spoke from above or below: from its box to a track, along it, to the centre. */
struct ecogram_leader {
    size_t place;
    int from, to; /* columns */
    int track;
};

/* Columns on the centre's edge from FIRST to LAST, in the leaders' order, two apart, each as
 * near to its box as it can be. */
void ecogram_leader_columns(struct ecogram_leader *leaders, int count, int first, int last);
/* Tracks on which they never meet; returns how many. */
int ecogram_leader_tracks(struct ecogram_leader *leaders, int count);

struct scene *ecogram_scene(const struct diagram *diagram, const struct scene_options *options);
void ecogram_draw_columns(struct ecogram_picture *picture);
/* False if it does not fit into the columns that are there; then nothing was drawn. */
bool ecogram_draw_ring(struct ecogram_picture *picture, bool must);

struct ecogram_size ecogram_label_size(const struct ecogram_picture *picture, const char *label,
                                       const char *glyph, int columns);
const char *ecogram_centre_label(const struct ecogram_picture *picture);
int ecogram_centre_rows(const struct ecogram_picture *picture, int columns);
/*
 * For the nodes at ORDER[FROM..TO), which are one place: OUT is true for those on the
 * right. From scratch they are halved; later they stay, and a new one joins those whom it
 * knows as long as both sides stay of about one length.
 */
void ecogram_sides(bool *out, const struct ecogram_picture *picture, size_t from, size_t to);
/* Each puts an item at BOX; the label is wrapped to COLUMNS. */
int ecogram_add_node(struct ecogram_picture *picture, size_t node, struct scene_box box,
                     int columns, unsigned style);
void ecogram_add_centre(struct ecogram_picture *picture, struct scene_box box);
/* GLYPH tells which way the group goes on: "→" and its ASCII; "". */
void ecogram_add_heading(struct ecogram_picture *picture, int sector, const char *side,
                         const char *glyph, const char *plain, struct scene_box box);
void ecogram_add_spoke(struct ecogram_picture *picture, size_t node,
                       const struct scene_point *points, size_t count);
/* Points run from the first node of the link to the second. */
void ecogram_add_link(struct ecogram_picture *picture, size_t link,
                      const struct scene_point *points, size_t count);
const char *ecogram_link_id(const struct ecogram_picture *picture, size_t link);
/* Here, origin, elsewhere, not said: the order of sectors. */
enum ecogram_place ecogram_sector_place(int sector);
/* From row ROW on: what the numbers of links stand for; 0 is a link that is drawn. */
void ecogram_add_notes(struct ecogram_picture *picture, const int *numbers, int row, int width);
/* Signs that occur, in rows below row TOP, within COLUMNS. */
void ecogram_add_legend(struct ecogram_picture *picture, int top, int columns);

#endif
