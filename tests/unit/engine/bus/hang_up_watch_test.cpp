// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetryhub/engine/bus/hang_up_watch.h"

#include <fstream>
#include <memory>
#include <optional>
#include <vector>

#include <unistd.h>

#include <QTemporaryDir>

#include "support/patient_qtest.h"

namespace telemetryhub::engine {

namespace {

/// A pipe whose writing end is the far end.
struct Pipe {
    Pipe() { isMade = ::pipe(ends) == 0; }
    ~Pipe() {
        hangUp();
        ::close(ends[0]);
    }
    Pipe(const Pipe&) = delete;
    Pipe& operator=(const Pipe&) = delete;
    void hangUp() {
        if (ends[1] >= 0) ::close(ends[1]);
        ends[1] = -1;
    }

    int ends[2] = {-1, -1};
    bool isMade = false;
};

}  // namespace

class HangUpWatchTest : public QObject {
    Q_OBJECT

private slots:
    void theOneThatHangsUpIsToldAndNoOther() {
        HangUpWatch watch;
        Pipe one;
        Pipe two;
        QVERIFY(one.isMade && two.isMade);
        int told = 0;
        int wrong = 0;
        std::optional<HangUpWatch::Watching> first;
        first.emplace(watch, one.ends[0], "/dev/null", [&] {
            ++told;
            first.reset();
        });
        const HangUpWatch::Watching second(watch, two.ends[0], "/dev/null", [&] { ++wrong; });

        one.hangUp();

        QTRY_COMPARE(told, 1);
        QTest::qWait(2 * static_cast<int>(HangUpWatch::kInterval.count()));
        QCOMPARE(told, 1);
        QCOMPARE(wrong, 0);
    }

    void aNodeThatVanishesIsTold() {
        QTemporaryDir dir;
        const QString node = dir.filePath(QStringLiteral("node"));
        std::ofstream(node.toStdString()) << 'x';
        HangUpWatch watch;
        Pipe pipe;
        int told = 0;
        const HangUpWatch::Watching watching(watch, pipe.ends[0], node.toStdString(),
                                             [&] { ++told; });

        QVERIFY(QFile::remove(node));

        QTRY_VERIFY(told > 0);
    }

    void theCallMayEndEveryWatching() {
        HangUpWatch watch;
        Pipe pipe;
        std::vector<std::unique_ptr<HangUpWatch::Watching>> all;
        int told = 0;
        for (int i = 0; i < 3; ++i)
            all.push_back(
                std::make_unique<HangUpWatch::Watching>(watch, pipe.ends[0], "/dev/null", [&] {
                    ++told;
                    all.clear();
                }));

        pipe.hangUp();

        QTRY_COMPARE(told, 1);
    }
};

}  // namespace telemetryhub::engine

QTEST_GUILESS_MAIN(telemetryhub::engine::HangUpWatchTest)
#include "hang_up_watch_test.moc"
