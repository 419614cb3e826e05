// SPDX-License-Identifier: GPL-3.0-or-later
// Qt Test with more patience for what must come.
#pragma once

#include <QDeadlineTimer>
#include <QTest>

// Waiting as Qt Test does; its own macros of Qt 6.8 narrow a count of milliseconds, and g++ tells
// of that wherever one is used.
#define TH_AWAIT(condition, timeout)                                                     \
    for (const QDeadlineTimer deadlineOfWait(timeout);                                   \
         !(condition) && !deadlineOfWait.hasExpired() && !QTest::currentTestFailed();) { \
        QTest::qWait(50);                                                                \
    }

#undef QTRY_VERIFY_WITH_TIMEOUT
#define QTRY_VERIFY_WITH_TIMEOUT(expression, timeout) \
    do {                                              \
        TH_AWAIT(expression, timeout)                 \
        QVERIFY(expression);                          \
    } while (false)
#undef QTRY_VERIFY2_WITH_TIMEOUT
#define QTRY_VERIFY2_WITH_TIMEOUT(expression, text, timeout) \
    do {                                                     \
        TH_AWAIT(expression, timeout)                        \
        QVERIFY2(expression, text);                          \
    } while (false)
#undef QTRY_COMPARE_WITH_TIMEOUT
#define QTRY_COMPARE_WITH_TIMEOUT(expression, expected, timeout) \
    do {                                                         \
        TH_AWAIT((expression) == (expected), timeout)            \
        QCOMPARE(expression, expected);                          \
    } while (false)

// Qt Test gives up after 5 s, which a sanitizer build on a busy machine can take. Waiting longer
// costs nothing where the awaited thing comes.
#undef QTRY_VERIFY
#define QTRY_VERIFY(expression) QTRY_VERIFY_WITH_TIMEOUT(expression, 30'000)
#undef QTRY_VERIFY2
#define QTRY_VERIFY2(expression, text) QTRY_VERIFY2_WITH_TIMEOUT(expression, text, 30'000)
#undef QTRY_COMPARE
#define QTRY_COMPARE(expression, expected) QTRY_COMPARE_WITH_TIMEOUT(expression, expected, 30'000)
