/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * 256 plain words, one for each byte: people compare words more reliably than
 * digits, on two screens or against a printed page.
 */
#include "config.h"

#include "vault/vault_private.h"

static const char *const words[256] = {
    "acorn", "actor", "agent", "alarm", "album", "alley", "amber", "angle", "ankle", "apple",
    "apron", "arena", "arrow", "atlas", "attic", "aunt", "autumn", "axle", "badge", "bagel",
    "baker", "balcony", "bamboo", "banjo", "barn", "basil", "basin", "basket", "beach", "beacon",
    "bean", "beaver", "bell", "bench", "berry", "birch", "bishop", "blanket", "blossom", "board",
    "boat", "bonfire", "book", "bottle", "bow", "branch", "bread", "brick", "bridge", "broom",
    "brush", "bucket", "bundle", "butter", "button", "cabin", "cactus", "camel", "canal",
    "candle", "canoe", "canyon", "carpet", "castle", "cedar", "cellar", "chain", "chair", "chalk",
    "cherry", "chess", "chimney", "cider", "circle", "city", "clay", "clock", "cloud", "clover",
    "coast", "cobalt", "coffee", "comet", "copper", "coral", "cotton", "cousin", "cradle",
    "crane", "crayon", "cricket", "crown", "crystal", "cup", "curtain", "dairy", "daisy", "dance",
    "desert", "desk", "diamond", "dinner", "doctor", "dolphin", "donkey", "door", "dove",
    "dragon", "drum", "duck", "eagle", "earth", "easel", "echo", "elbow", "elm", "ember",
    "engine", "fabric", "falcon", "farm", "feather", "fence", "fern", "ferry", "fiddle", "field",
    "fig", "finch", "fire", "flag", "flint", "flute", "forest", "fork", "fountain", "fox",
    "frost", "garden", "garlic", "gate", "ginger", "glacier", "glove", "goat", "gold", "grape",
    "grass", "gravel", "guitar", "hammer", "harbour", "harp", "hazel", "heron", "hill", "honey",
    "horn", "horse", "hotel", "house", "ice", "igloo", "ink", "iris", "iron", "island", "ivory",
    "jacket", "jaguar", "jar", "jasmine", "jewel", "jungle", "kettle", "key", "kitchen", "kite",
    "knot", "ladder", "lake", "lamp", "lantern", "lark", "laurel", "leaf", "lemon", "letter",
    "lily", "linen", "lion", "lizard", "lobster", "lotus", "maple", "marble", "market", "meadow",
    "melon", "mill", "mirror", "moon", "moss", "mountain", "needle", "nest", "nutmeg", "oak",
    "oasis", "ocean", "olive", "onion", "opal", "orange", "orchid", "otter", "oven", "owl",
    "oyster", "paddle", "palace", "panda", "paper", "parrot", "peach", "pearl", "pebble",
    "pencil", "pepper", "piano", "pigeon", "pillow", "pine", "planet", "plum", "pocket", "pond",
    "poppy", "potato", "prairie", "pumpkin", "quartz", "quilt", "rabbit", "radio", "raft", "rain",
    "raven", "ribbon", "rice", "river", "robin", "rocket", "roof", "rope", "rose",
};

void words_of(struct buf *out, const uint8_t *bytes, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (i)
            buf_add_char(out, ' ');
        buf_add_text(out, words[bytes[i]]);
    }
}
