// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetryhub/engine/core/text_log.h"

#include <QTest>

using namespace telemetryhub::engine;

class TextLogTest : public QObject {
    Q_OBJECT

private slots:
    void linesComeBackInOrder();
    void theOldestFallOutAndAreCounted();
    void aLongLineIsCut();
};

void TextLogTest::linesComeBackInOrder() {
    TextLog log;

    log.add({1, 2}, Direction::Received, "boot");
    log.add({3, 4}, Direction::Sent, "ready");

    const auto lines = log.lines();
    QCOMPARE(lines.size(), std::size_t{2});
    QCOMPARE(lines[0].text, std::string("boot"));
    QCOMPARE(lines[1].number, std::uint64_t{2});
    QCOMPARE(lines[1].time.wallNs, std::int64_t{4});
}

void TextLogTest::theOldestFallOutAndAreCounted() {
    TextLog log;

    for (std::size_t i = 0; i < TextLog::kMaxLines + 3; ++i)
        log.add({}, Direction::Received, std::to_string(i));

    QCOMPARE(log.droppedCount(), std::uint64_t{3});
    QCOMPARE(log.addedCount(), std::uint64_t{TextLog::kMaxLines + 3});
    QCOMPARE(log.lines().front().text, std::string("3"));
}

void TextLogTest::aLongLineIsCut() {
    TextLog log;

    log.add({}, Direction::Received, std::string(100'000, 'x'));

    QCOMPARE(log.lines().front().text.size(), TextLog::kMaxLineBytes);
}

QTEST_APPLESS_MAIN(TextLogTest)
#include "text_log_test.moc"
