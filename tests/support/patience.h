// SPDX-License-Identifier: GPL-3.0-or-later
// How long a test waits for what must come. Included before every test, by the precompiled header.
#pragma once

#include <QTest>

// Qt Test gives up after 5 s, which a sanitizer build on a busy machine can take. Waiting longer
// costs nothing where the awaited thing comes.
#undef QTRY_VERIFY
#define QTRY_VERIFY(expression) QTRY_VERIFY_WITH_TIMEOUT((expression), 30'000)
#undef QTRY_COMPARE
#define QTRY_COMPARE(expression, expected) QTRY_COMPARE_WITH_TIMEOUT((expression), expected, 30'000)
