// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetryhub/engine/core/event_log.h"

#include <algorithm>
#include <string>
#include <vector>

#include <QTest>

using namespace telemetryhub::engine;

namespace {

Event eventOf(EventKind kind, std::string text) {
    Event event;
    event.kind = kind;
    event.text = std::move(text);
    return event;
}

}  // namespace

class EventLogTest : public QObject {
    Q_OBJECT

private slots:
    void eventsAndTextsComeInOneOrder();
    void aReaderGoesOnWhereItWas();
    void aChattyDevicePushesOutNoEvent();
    void theOldestEventsFallOutAndAreCounted();
    void theListenerHearsEveryEvent();
    void longTextsAreCut();
    void everyWordDiffers();
};

void EventLogTest::eventsAndTextsComeInOneOrder() {
    EventLog log;
    log.add(eventOf(EventKind::State, "a"));
    log.add(eventOf(EventKind::Text, "b"));
    log.add(eventOf(EventKind::Gap, "c"));
    log.add(eventOf(EventKind::Text, "d"));

    std::string order;
    std::uint64_t number = 0;
    for (const Event& event : log.since(0)) {
        order += event.text;
        QCOMPARE(event.number, ++number);
    }
    QCOMPARE(order, std::string("abcd"));
}

void EventLogTest::aReaderGoesOnWhereItWas() {
    EventLog log;
    for (int i = 0; i < 10; ++i)
        log.add(eventOf(i % 2 == 0 ? EventKind::Text : EventKind::Loss, std::to_string(i)));

    const auto first = log.since(3, 4);
    const auto rest = log.since(first.back().number);

    QCOMPARE(first.front().number, std::uint64_t{4});
    QCOMPARE(first.size(), std::size_t{4});
    QCOMPARE(rest.size(), std::size_t{3});
    QVERIFY(log.since(10).empty());
}

void EventLogTest::aChattyDevicePushesOutNoEvent() {
    EventLog log;
    log.add(eventOf(EventKind::State, "first"));

    for (std::size_t i = 0; i < EventLog::kMaxTexts + 100; ++i)
        log.add(eventOf(EventKind::Text, "line"));

    const auto events = log.since(0);
    QCOMPARE(events.front().text, std::string("first"));
    QCOMPARE(events.size(), EventLog::kMaxTexts + 1);
    QCOMPARE(log.droppedCount(), std::uint64_t{100});
}

void EventLogTest::theOldestEventsFallOutAndAreCounted() {
    EventLog log;
    for (std::size_t i = 0; i < EventLog::kMaxEvents + 7; ++i)
        log.add(eventOf(EventKind::State, "x"));

    QCOMPARE(log.since(0).size(), EventLog::kMaxEvents);
    QCOMPARE(log.since(0).front().number, std::uint64_t{8});
    QCOMPARE(log.droppedCount(), std::uint64_t{7});
}

void EventLogTest::theListenerHearsEveryEvent() {
    std::vector<std::uint64_t> heard;
    EventLog log([&heard](const Event& event) { heard.push_back(event.number); });

    log.add(eventOf(EventKind::Text, "a"));
    log.add(eventOf(EventKind::Command, "b"));

    QCOMPARE(heard, (std::vector<std::uint64_t>{1, 2}));
}

void EventLogTest::longTextsAreCut() {
    EventLog log;
    log.add(eventOf(EventKind::Text, std::string(100'000, 'x')));

    QCOMPARE(log.since(0)[0].text.size(), EventLog::kMaxTextBytes);
}

void EventLogTest::everyWordDiffers() {
    std::vector<std::string_view> words;
    for (int kind = 0; kind <= int(EventKind::Text); ++kind)
        words.push_back(eventKindName(EventKind(kind)));
    for (int severity = 0; severity <= int(Severity::Critical); ++severity)
        words.push_back(severityName(Severity(severity)));

    std::sort(words.begin(), words.end());
    QVERIFY(!words.front().empty());
    QVERIFY(std::adjacent_find(words.begin(), words.end()) == words.end());
}

QTEST_APPLESS_MAIN(EventLogTest)
#include "event_log_test.moc"
