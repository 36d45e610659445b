/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The ecogram on wide screens and on paper: the centre in the middle, everybody
 * else on four sides of it in one order clockwise. Ties to the centre run inside,
 * ties among others outside as nested brackets round the ring, cut open at the
 * upper left corner. All lines run on tracks of their own, so that only arcs that
 * do not nest can cross.
 */
#include "config.h"

#include "diagram/ecogram.h"

#include "base/text.h"

#include <stdlib.h>
#include <string.h>

enum side { TOP, RIGHT, BOTTOM, LEFT };

#define GAP          2 /* between boxes side by side */
#define LEADER       8
#define SHORTEST     2 /* rows of a channel: arrows and signs leave room for the line itself */
#define CENTRE_LABEL 24
#define HUGE_ARCS    20000
#define PAPER        140 /* columns of a picture that may be as wide as it likes */
#define CHANNELS     8   /* rows that spokes from above and below take, about */

/* A place on the ring: a node or a heading. */
struct place {
    bool heading;
    int sector;
    size_t node;
    enum side side;
    struct scene_box box;
    size_t backs, forwards; /* arcs to places before and behind */
    int port;               /* column or row where its spoke begins */
};

struct arc {
    size_t link, from, to;     /* places, from < to */
    size_t from_port, to_port; /* ranks within the ports of their places */
    int level;
};

struct ring {
    struct ecogram_picture *picture;
    struct place *places;
    size_t count;
    size_t counts[4];
    struct arc *arcs;
    size_t arc_count;
    int levels[4], margins[4];
    bool border;
    int side_wrap, top_wrap;
    int width; /* from the left side of boxes to the right one */
    struct scene_box centre;
    int bottom_edge; /* row behind the lowest box */
};

static int at_most(int number, int most)
{
    return number < most ? number : most;
}

static int at_least(int number, int least)
{
    return number > least ? number : least;
}

static bool is_upright(enum side side)
{
    return side == LEFT || side == RIGHT;
}

/* -- places and arcs, independent of any size ------------------------------------ */

static void fill_places(struct ring *ring)
{
    const struct ecogram_picture *picture = ring->picture;
    bool headings = picture->view->places && !picture->options->free_order;
    int sector = -1;

    for (size_t i = 0; i < picture->graph.count; i++) {
        size_t node = picture->order[i];

        if (headings && picture->graph.sector[node] != sector) {
            sector = picture->graph.sector[node];
            ring->places[ring->count++] = (struct place){.heading = true, .sector = sector};
        }
        ring->places[ring->count++] =
            (struct place){.node = node, .sector = picture->graph.sector[node]};
    }
}

static int compare_arcs(const void *a, const void *b)
{
    const struct arc *left = a, *right = b;
    size_t left_span = left->to - left->from, right_span = right->to - right->from;

    if (left_span != right_span) {
        return left_span < right_span ? -1 : 1;
    }
    return left->link < right->link ? -1 : left->link > right->link;
}

/* Whether two arcs need different tracks: one lies within the other, or they interleave. */
static bool overlap(const struct arc *a, const struct arc *b)
{
    return a->from < b->to && b->from < a->to;
}

static void fill_arcs(struct ring *ring)
{
    const struct ecogram_graph *graph = &ring->picture->graph;
    size_t *where = arena_take(ring->picture->arena, graph->count + 1, sizeof(*where));

    for (size_t i = 0; i < ring->count; i++) {
        if (!ring->places[i].heading) {
            where[ring->places[i].node] = i;
        }
    }
    for (size_t i = 0; i < graph->arc_count; i++) {
        size_t a = where[graph->arcs[i].a], b = where[graph->arcs[i].b];

        ring->arcs[ring->arc_count++] =
            (struct arc){.link = i, .from = a < b ? a : b, .to = a < b ? b : a};
    }
    qsort(ring->arcs, ring->arc_count, sizeof(*ring->arcs), compare_arcs);
}

/*
 * Ports of a place, clockwise: arcs that end here, the shortest first, then arcs that
 * begin here, the longest first. Arcs are sorted by length, so counting is enough.
 */
static void find_ports(struct ring *ring)
{
    for (size_t i = 0; i < ring->arc_count; i++) {
        struct arc *arc = &ring->arcs[i];

        arc->to_port = ring->places[arc->to].backs++;
        arc->from_port = ring->places[arc->from].forwards++;
    }
    for (size_t i = 0; i < ring->arc_count; i++) {
        struct arc *arc = &ring->arcs[i];
        const struct place *from = &ring->places[arc->from];

        arc->from_port = from->backs + from->forwards - 1 - arc->from_port;
    }
}

static void find_levels(struct ring *ring)
{
    for (size_t i = 0; i < ring->arc_count; i++) {
        struct arc *arc = &ring->arcs[i];

        arc->level = 1;
        for (size_t k = 0; k < i; k++) {
            if (ring->arcs[k].level >= arc->level && overlap(arc, &ring->arcs[k])) {
                arc->level = ring->arcs[k].level + 1;
            }
        }
    }
}

/* -- sides and sizes -------------------------------------------------------------- */

static void assign_sides(struct ring *ring, size_t across)
{
    size_t upright = ring->count - 2 * across, at = 0;

    ring->counts[TOP] = ring->counts[BOTTOM] = across;
    ring->counts[RIGHT] = (upright + 1) / 2;
    ring->counts[LEFT] = upright / 2;
    for (int side = TOP; side <= LEFT; side++) {
        for (size_t i = 0; i < ring->counts[side]; i++) {
            ring->places[at++].side = (enum side)side;
        }
    }
    memset(ring->levels, 0, sizeof(ring->levels));
    for (size_t i = 0; i < ring->arc_count; i++) {
        const struct arc *arc = &ring->arcs[i];

        for (enum side side = ring->places[arc->from].side; side <= ring->places[arc->to].side;
             side++) {
            ring->levels[side] = at_least(ring->levels[side], arc->level);
        }
    }
    for (int side = TOP; side <= LEFT; side++) {
        ring->margins[side] = ring->levels[side] > 0 ? ring->levels[side] + 1 : 0;
    }
}

static struct ecogram_size size_of(const struct ring *ring, const struct place *place)
{
    const struct ecogram_picture *picture = ring->picture;
    int wrap = is_upright(place->side) ? ring->side_wrap : ring->top_wrap;
    int ports = (int)(place->backs + place->forwards);
    struct ecogram_size size;

    if (place->heading) {
        const char *title =
            ecogram_place_title(picture->view->language, ecogram_sector_place(place->sector));

        return (struct ecogram_size){text_width(title, strlen(title)) + 2, 1}; /* and a glyph */
    }
    size = ecogram_label_size(picture, picture->labels[place->node], picture->glyphs[place->node],
                              wrap);
    if (ring->border) {
        size.w += 4;
        size.h += 2;
    }
    if (is_upright(place->side)) {
        size.w += ring->border ? 0 : 1; /* a blank before the tie */
        size.h = at_least(size.h, ports + (ring->border && ports > 1 ? 2 : 0));
    } else {
        size.w = at_least(size.w, 2 * ports - 1 + (ring->border ? 2 : 0));
    }
    return size;
}

/* The widest box and the sum of all along one side. */
static void measure_side(const struct ring *ring, enum side side, int *deep, int *along)
{
    *deep = *along = 0;
    for (size_t i = 0; i < ring->count; i++) {
        const struct place *place = &ring->places[i];

        if (place->side == side) {
            *deep = at_least(*deep, is_upright(side) ? place->box.w : place->box.h);
            *along += is_upright(side) ? place->box.h : place->box.w + GAP;
        }
    }
}

static int gap_between(const struct ring *ring, enum side side)
{
    return ring->counts[side] <= 6 ? 1 : 0;
}

/* Without borders, names keep clear of the rows where the centre has its border. */
static int inset(const struct ring *ring)
{
    return ring->border ? 0 : 1;
}

/* Rows that the boxes of an upright side need. */
static int stack_height(const struct ring *ring, enum side side)
{
    int deep, along;

    measure_side(ring, side, &deep, &along);
    return along +
           (int)(ring->counts[side] > 0 ? ring->counts[side] - 1 : 0) * gap_between(ring, side);
}

/* Sizes of everything for these wrapping widths; the columns that it takes. */
static int find_sizes(struct ring *ring)
{
    const char *label = ecogram_centre_label(ring->picture);
    int label_width = text_width(label, strlen(label)), deep[4], along[4], across, ports;

    for (size_t i = 0; i < ring->count; i++) {
        struct ecogram_size size = size_of(ring, &ring->places[i]);

        ring->places[i].box = (struct scene_box){0, 0, size.w, size.h};
    }
    for (int side = TOP; side <= LEFT; side++) {
        measure_side(ring, (enum side)side, &deep[side], &along[side]);
    }
    ports = 2 * (int)(ring->counts[TOP] > ring->counts[BOTTOM] ? ring->counts[TOP]
                                                               : ring->counts[BOTTOM]);
    ring->centre.w = at_least(at_most(label_width, CENTRE_LABEL) + 4, ports + 3);
    ring->centre.h =
        at_least(at_least(stack_height(ring, LEFT), stack_height(ring, RIGHT)) + 2 * inset(ring),
                 ecogram_centre_rows(ring->picture, ring->centre.w - 4) + 2);
    across = deep[LEFT] + deep[RIGHT] + ring->centre.w + (ring->counts[LEFT] ? LEADER : 0) +
             (ring->counts[RIGHT] ? LEADER : 0);
    across = at_least(across, at_least(along[TOP], along[BOTTOM]) - GAP);
    ring->width = across;
    return across + ring->margins[LEFT] + ring->margins[RIGHT];
}

/* Narrower labels, then fewer boxes above and below, until it fits. */
static bool find_fit(struct ring *ring)
{
    static const int wraps[][2] = {{30, 24}, {26, 20}, {22, 16}, {18, 14}, {14, 12}};
    int columns = ring->picture->columns > 0 ? ring->picture->columns : PAPER;
    size_t across = (ring->count + 2) / 5;

    across = across > 8 ? 8 : ring->count < 4 ? 0 : across;
    for (size_t i = 0; i < sizeof(wraps) / sizeof(wraps[0]); i++) {
        ring->side_wrap = wraps[i][0];
        ring->top_wrap = wraps[i][1];
        for (size_t fewer = across;; fewer--) {
            assign_sides(ring, fewer);
            if (find_sizes(ring) <= columns) {
                return true;
            }
            if (fewer == 0 || 3 * fewer < across) {
                break;
            }
        }
    }
    return ring->picture->columns == 0;
}

/* About as many rows as the picture takes: enough to know whether borders fit. */
static int rows_needed(const struct ring *ring)
{
    int above, below, along;

    measure_side(ring, TOP, &above, &along);
    measure_side(ring, BOTTOM, &below, &along);
    return ring->margins[TOP] + above + ring->centre.h + below + ring->margins[BOTTOM] +
           (ring->counts[TOP] + ring->counts[BOTTOM] > 0 ? CHANNELS : 0);
}

/* -- positions ---------------------------------------------------------------------- */

/* Boxes of an upright side, spread over the rows of the centre. */
static void stack(struct ring *ring, enum side side, int left)
{
    int count = (int)ring->counts[side], spare, at = 0, row;
    size_t first = 0;

    while (first < ring->count && ring->places[first].side != side) {
        first++;
    }
    spare = ring->centre.h - 2 * inset(ring) - stack_height(ring, side);
    row = ring->centre.y + inset(ring);
    for (at = 0; at < count; at++) {
        size_t index = first + (size_t)(side == RIGHT ? at : count - 1 - at);
        struct scene_box *box = &ring->places[index].box;
        int before = spare * (at + 1) / (count + 1) - spare * at / (count + 1);

        row += before;
        box->y = row;
        box->x = side == LEFT ? left : left + ring->width - box->w;
        ring->places[index].port = box->y + (box->h - 1) / 2;
        row += box->h + gap_between(ring, side);
    }
}

/* Boxes above or below, spread over the whole width. */
static void spread(struct ring *ring, enum side side, int left)
{
    int count = (int)ring->counts[side], deep, along, spare, x = left;
    size_t first = side == TOP ? 0 : ring->counts[TOP] + ring->counts[RIGHT];

    measure_side(ring, side, &deep, &along);
    spare = ring->width - (along - GAP);
    for (int at = 0; at < count; at++) {
        size_t index = first + (size_t)(side == TOP ? at : count - 1 - at);
        struct scene_box *box = &ring->places[index].box;

        x += spare * (at + 1) / (count + 1) - spare * at / (count + 1);
        box->x = x;
        ring->places[index].port = x + (box->w - 1) / 2;
        x += box->w + GAP;
    }
}

/* The leaders of a side from left to right; returns the rows of its channel. */
static int find_leaders(const struct ring *ring, enum side side, struct ecogram_leader *leaders)
{
    int count = (int)ring->counts[side];
    size_t first = side == TOP ? 0 : ring->counts[TOP] + ring->counts[RIGHT];

    for (int at = 0; at < count; at++) {
        size_t index = first + (size_t)(side == TOP ? at : count - 1 - at);

        leaders[at] = (struct ecogram_leader){.place = index, .from = ring->places[index].port};
    }
    ecogram_leader_columns(leaders, count, ring->centre.x + 1, ring->centre.x + ring->centre.w - 2);
    return ecogram_leader_tracks(leaders, count);
}

static bool is_tied(const struct ring *ring, const struct place *place)
{
    return !place->heading && ring->picture->view->nodes[place->node].tied;
}

/* -- drawing ------------------------------------------------------------------------- */

static void add_places(struct ring *ring)
{
    static const char *const ways[][2] = {
        [TOP] = {"→", ">"}, [RIGHT] = {"↓", "v"}, [BOTTOM] = {"←", "<"}, [LEFT] = {"↑", "^"}};

    for (size_t i = 0; i < ring->count; i++) {
        const struct place *place = &ring->places[i];
        int wrap = is_upright(place->side) ? ring->side_wrap : ring->top_wrap;
        unsigned style = ring->border           ? STYLE_BORDER | STYLE_CENTRED
                         : place->side == LEFT  ? STYLE_RIGHT
                         : place->side == RIGHT ? STYLE_LEFT
                                                : STYLE_CENTRED;

        if (place->heading) {
            ecogram_add_heading(ring->picture, place->sector, "", ways[place->side][0],
                                ways[place->side][1], place->box);
        } else {
            (void)ecogram_add_node(ring->picture, place->node, place->box, wrap, style);
        }
    }
}

static void add_upright_spokes(struct ring *ring)
{
    for (size_t i = 0; i < ring->count; i++) {
        const struct place *place = &ring->places[i];
        struct scene_point points[2] = {{place->box.x + place->box.w, place->port},
                                        {ring->centre.x - 1, place->port}};

        if (!is_upright(place->side) || !is_tied(ring, place)) {
            continue;
        }
        if (place->side == RIGHT) {
            points[0].x = place->box.x - 1;
            points[1].x = ring->centre.x + ring->centre.w;
        }
        ecogram_add_spoke(ring->picture, place->node, points, 2);
    }
}

static void add_leaders(struct ring *ring, enum side side, const struct ecogram_leader *leaders,
                        int channel)
{
    int away = side == TOP ? 1 : -1;
    int end = side == TOP ? ring->centre.y - 1 : ring->centre.y + ring->centre.h;

    for (size_t i = 0; i < ring->counts[side]; i++) {
        const struct ecogram_leader *leader = &leaders[i];
        const struct place *place = &ring->places[leader->place];
        int start = side == TOP ? place->box.y + place->box.h : place->box.y - 1;
        int row = channel + away * leader->track;
        struct scene_point points[4] = {
            {leader->from, start}, {leader->from, row}, {leader->to, row}, {leader->to, end}};

        if (!is_tied(ring, place)) {
            continue;
        }
        if (leader->from == leader->to) {
            points[1] = points[3];
        }
        ecogram_add_spoke(ring->picture, place->node, points, leader->from == leader->to ? 2 : 4);
    }
}

/* Where an arc leaves its place, and how far out its track is. */
static struct scene_point port_point(const struct place *place, size_t rank)
{
    int ports = (int)(place->backs + place->forwards), at = (int)rank;
    const struct scene_box *box = &place->box;
    int x = box->x + (box->w - (2 * ports - 1)) / 2, y = box->y + (box->h - ports) / 2;

    switch (place->side) {
    case TOP:
        return (struct scene_point){x + 2 * at, box->y - 1};
    case RIGHT:
        return (struct scene_point){box->x + box->w, y + at};
    case BOTTOM:
        return (struct scene_point){x + 2 * (ports - 1 - at), box->y + box->h};
    default:
        return (struct scene_point){box->x - 1, y + ports - 1 - at};
    }
}

/* The line of a level beside a side: a row above or below, a column at the sides. */
static int track_of(const struct ring *ring, enum side side, int level)
{
    switch (side) {
    case TOP:
        return ring->margins[TOP] - 1 - level;
    case RIGHT:
        return ring->margins[LEFT] + ring->width + level;
    case BOTTOM:
        return ring->bottom_edge + level;
    default:
        return ring->margins[LEFT] - 1 - level;
    }
}

static void add_arc(struct ring *ring, const struct arc *arc)
{
    const struct place *from = &ring->places[arc->from], *to = &ring->places[arc->to];
    const struct ecogram_arc *link = &ring->picture->graph.arcs[arc->link];
    struct scene_point points[10], last = port_point(to, arc->to_port);
    size_t count = 0;
    int track;

    points[count++] = port_point(from, arc->from_port);
    for (enum side side = from->side; side <= to->side; side++) {
        struct scene_point before = points[count - 1];

        track = track_of(ring, side, arc->level);
        points[count] = is_upright(side) ? (struct scene_point){track, before.y}
                                         : (struct scene_point){before.x, track};
        count++;
    }
    points[count] = is_upright(to->side) ? (struct scene_point){points[count - 1].x, last.y}
                                         : (struct scene_point){last.x, points[count - 1].y};
    count++;
    points[count++] = last;
    if (ring->places[arc->from].node != link->a) {
        for (size_t i = 0; i < count / 2; i++) {
            struct scene_point kept = points[i];

            points[i] = points[count - 1 - i];
            points[count - 1 - i] = kept;
        }
    }
    ecogram_add_link(ring->picture, arc->link, points, count);
}

static void draw(struct ring *ring)
{
    struct arena *arena = ring->picture->arena;
    struct ecogram_leader *above = arena_take(arena, ring->counts[TOP] + 1, sizeof(*above));
    struct ecogram_leader *below = arena_take(arena, ring->counts[BOTTOM] + 1, sizeof(*below));
    int left = ring->margins[LEFT], deep[4], along, channel, tracks;

    for (int side = TOP; side <= LEFT; side++) {
        measure_side(ring, (enum side)side, &deep[side], &along);
    }
    /* The centre stands between the columns of both sides. */
    ring->centre.x =
        left + deep[LEFT] + (ring->width - deep[LEFT] - deep[RIGHT] - ring->centre.w) / 2;
    spread(ring, TOP, left);
    spread(ring, BOTTOM, left);
    tracks = at_least(find_leaders(ring, TOP, above), SHORTEST);
    for (size_t i = 0; i < ring->counts[TOP]; i++) {
        ring->places[i].box.y = ring->margins[TOP];
    }
    channel = ring->margins[TOP] + deep[TOP] + 1;
    ring->centre.y = ring->counts[TOP] ? channel + tracks + 1 : 0;
    stack(ring, RIGHT, left);
    stack(ring, LEFT, left);
    ecogram_add_centre(ring->picture, ring->centre);
    tracks = at_least(find_leaders(ring, BOTTOM, below), SHORTEST);
    ring->bottom_edge = ring->centre.y + ring->centre.h;
    if (ring->counts[BOTTOM]) {
        ring->bottom_edge += 1 + tracks + 2 + deep[BOTTOM] - 1;
    }
    for (size_t i = 0; i < ring->counts[BOTTOM]; i++) {
        struct scene_box *box = &ring->places[ring->counts[TOP] + ring->counts[RIGHT] + i].box;

        box->y = ring->bottom_edge - box->h;
    }
    add_places(ring);
    add_leaders(ring, TOP, above, channel);
    add_upright_spokes(ring);
    add_leaders(ring, BOTTOM, below, ring->bottom_edge - deep[BOTTOM] - 2);
    for (size_t i = 0; i < ring->arc_count; i++) {
        add_arc(ring, &ring->arcs[i]);
    }
}

bool ecogram_draw_ring(struct ecogram_picture *picture, bool must)
{
    struct ring ring = {.picture = picture};
    bool fits;
    size_t count = picture->graph.count, arcs = picture->graph.arc_count;

    if (arcs > HUGE_ARCS) {
        return false;
    }
    ring.border = picture->zoom < 2;
    ring.places = arena_take(picture->arena, count + ECOGRAM_PLACES + 1, sizeof(*ring.places));
    ring.arcs = arena_take(picture->arena, arcs + 1, sizeof(*ring.arcs));
    fill_places(&ring);
    fill_arcs(&ring);
    find_ports(&ring);
    find_levels(&ring);
    fits = find_fit(&ring);
    if (ring.border && picture->rows > 0 && (!fits || rows_needed(&ring) > picture->rows)) {
        ring.border = false;
        fits = find_fit(&ring);
    }
    if (!fits && !must) {
        return false;
    }
    draw(&ring);
    return true;
}
