// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetryhub/engine/bus/readiness_watch.h"

#include <optional>
#include <vector>

#include <fcntl.h>
#include <unistd.h>

#include "support/patient_qtest.h"

using namespace telemetryhub::engine;

namespace {

struct Pipe {
    Pipe() {
        if (::pipe2(ends, O_NONBLOCK | O_CLOEXEC) != 0) qFatal("no pipe");
    }
    ~Pipe() {
        ::close(ends[0]);
        closeWriter();
    }
    void write() const { QCOMPARE(::write(ends[1], "x", 1), ssize_t{1}); }
    [[nodiscard]] bool read() const {
        char byte = 0;
        return ::read(ends[0], &byte, 1) == 1;
    }
    void closeWriter() {
        if (ends[1] >= 0) ::close(ends[1]);
        ends[1] = -1;
    }
    int ends[2] = {-1, -1};
};

}  // namespace

class ReadinessWatchTest : public QObject {
    Q_OBJECT

private slots:
    void whoCanBeReadIsTold();
    void itIsToldUntilItIsRead();
    void aHangUpIsTold();
    void anEndedWatchingIsNotTold();
    void aCallMayEndEveryWatching();
    void hundredsAtOnceAreAllTold();
};

void ReadinessWatchTest::whoCanBeReadIsTold() {
    ReadinessWatch watch;
    Pipe one;
    Pipe two;
    int toldOne = 0;
    int toldTwo = 0;
    const ReadinessWatch::Watching first(watch, one.ends[0], [&] {
        ++toldOne;
        (void)one.read();
    });
    const ReadinessWatch::Watching second(watch, two.ends[0], [&] { ++toldTwo; });

    one.write();

    QTRY_COMPARE(toldOne, 1);
    QCOMPARE(toldTwo, 0);
}

void ReadinessWatchTest::itIsToldUntilItIsRead() {
    ReadinessWatch watch;
    Pipe pipe;
    int told = 0;
    const ReadinessWatch::Watching watching(watch, pipe.ends[0], [&] {
        if (++told == 3) (void)pipe.read();
    });

    pipe.write();

    QTRY_COMPARE(told, 3);
    QTest::qWait(20);
    QCOMPARE(told, 3);
}

void ReadinessWatchTest::aHangUpIsTold() {
    ReadinessWatch watch;
    Pipe pipe;
    int told = 0;
    std::optional<ReadinessWatch::Watching> watching;
    watching.emplace(watch, pipe.ends[0], [&] {
        ++told;
        watching.reset();
    });

    pipe.closeWriter();

    QTRY_COMPARE(told, 1);
}

void ReadinessWatchTest::anEndedWatchingIsNotTold() {
    ReadinessWatch watch;
    Pipe pipe;
    Pipe other;
    int told = 0;
    bool otherTold = false;
    {
        const ReadinessWatch::Watching ended(watch, pipe.ends[0], [&] { ++told; });
    }
    const ReadinessWatch::Watching kept(watch, other.ends[0],
                                        [&] { otherTold = other.read() || otherTold; });

    pipe.write();
    other.write();

    QTRY_VERIFY(otherTold);
    QCOMPARE(told, 0);
}

void ReadinessWatchTest::aCallMayEndEveryWatching() {
    ReadinessWatch watch;
    Pipe pipes[3];
    int told = 0;
    std::vector<std::unique_ptr<ReadinessWatch::Watching>> watchings;
    for (const Pipe& pipe : pipes)
        watchings.push_back(std::make_unique<ReadinessWatch::Watching>(watch, pipe.ends[0], [&] {
            ++told;
            watchings.clear();
        }));

    for (const Pipe& pipe : pipes)
        pipe.write();

    QTRY_COMPARE(told, 1);
}

void ReadinessWatchTest::hundredsAtOnceAreAllTold() {
    ReadinessWatch watch;
    constexpr std::size_t kMany = 400;
    std::vector<Pipe> pipes(kMany);
    std::size_t told = 0;
    std::vector<std::unique_ptr<ReadinessWatch::Watching>> watchings;
    for (const Pipe& pipe : pipes)
        watchings.push_back(std::make_unique<ReadinessWatch::Watching>(
            watch, pipe.ends[0], [&told, &pipe] { told += pipe.read() ? 1 : 0; }));

    for (const Pipe& pipe : pipes)
        pipe.write();

    QTRY_COMPARE(told, kMany);
}

QTEST_GUILESS_MAIN(ReadinessWatchTest)
#include "readiness_watch_test.moc"
