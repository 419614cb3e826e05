// SPDX-License-Identifier: GPL-3.0-or-later
// Qt Test with more patience for what must come.
#pragma once

#include <QTest>

// Qt Test gives up after 5 s, which a sanitizer build on a busy machine can take. Waiting longer
// costs nothing where the awaited thing comes.
#undef QTRY_VERIFY
#define QTRY_VERIFY(expression) QTRY_VERIFY_WITH_TIMEOUT((expression), 30'000)
#undef QTRY_COMPARE
#define QTRY_COMPARE(expression, expected) QTRY_COMPARE_WITH_TIMEOUT((expression), expected, 30'000)
