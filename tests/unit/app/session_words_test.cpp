// SPDX-License-Identifier: GPL-3.0-or-later
#include "session_words.h"

#include <QTest>

using namespace telemetryhub::app;

class SessionWordsTest : public QObject {
    Q_OBJECT

private slots:
    void sizesHaveTheUnitThatFits() {
        QCOMPARE(sizeText(0), std::string("0 bytes"));
        QCOMPARE(sizeText(999), std::string("999 bytes"));
        QCOMPARE(sizeText(1'000), std::string("1.0 kB"));
        QCOMPARE(sizeText(12'345'678), std::string("12.3 MB"));
        QCOMPARE(sizeText(5'000'000'000'000'000), std::string("5000.0 TB"));
    }

    void spansHaveTheUnitsThatFit() {
        constexpr std::int64_t kSecond = 1'000'000'000;
        QCOMPARE(spanText(3'250'000'000), std::string("3.250 s"));
        QCOMPARE(spanText(62 * kSecond), std::string("1 min 02 s"));
        QCOMPARE(spanText(3'720 * kSecond), std::string("1 h 02 min"));
    }

    void whatSteersATerminalIsShownAsAQuestionMark() {
        QCOMPARE(plainText("\x1b[2Jboiler\n\x7f"), std::string("?[2Jboiler??"));
        QCOMPARE(plainText("21 °C"), std::string("21 °C"));
    }
};

QTEST_GUILESS_MAIN(SessionWordsTest)
#include "session_words_test.moc"
