// SPDX-License-Identifier: GPL-3.0-or-later
#include "unix_signals.h"

#include <csignal>

#include <QSignalSpy>

#include "support/patient_qtest.h"

using namespace telemetryhub::app;

class UnixSignalsTest : public QObject {
    Q_OBJECT

private slots:
    void init() { std::signal(SIGHUP, SIG_DFL); }

    void aHangUpReloads() {
        const UnixSignals unixSignals(HangUp::Reloads);
        QSignalSpy reloads(&unixSignals, &UnixSignals::reloadRequested);
        QSignalSpy stops(&unixSignals, &UnixSignals::stopRequested);

        std::raise(SIGHUP);
        QTRY_COMPARE(reloads.size(), 1);
        std::raise(SIGHUP);

        QTRY_COMPARE(reloads.size(), 2);
        QCOMPARE(stops.size(), 0);
    }

    void manyHangUpsBeforeTheLoopComesRoundAreOneReload() {
        const UnixSignals unixSignals(HangUp::Reloads);
        QSignalSpy reloads(&unixSignals, &UnixSignals::reloadRequested);

        for (int i = 0; i < 100'000; ++i)
            std::raise(SIGHUP);

        QTRY_COMPARE(reloads.size(), 1);
        QCoreApplication::processEvents();
        QCOMPARE(reloads.size(), 1);
    }

    void anIgnoredHangUpStaysIgnoredUnlessItReloads() {
        std::signal(SIGHUP, SIG_IGN);
        {
            const UnixSignals unixSignals(HangUp::Stops);
            QSignalSpy stops(&unixSignals, &UnixSignals::stopRequested);
            std::raise(SIGHUP);
            QCoreApplication::processEvents();
            QCOMPARE(stops.size(), 0);
        }
        const UnixSignals unixSignals(HangUp::Reloads);
        QSignalSpy reloads(&unixSignals, &UnixSignals::reloadRequested);
        std::raise(SIGHUP);
        QTRY_COMPARE(reloads.size(), 1);
    }

    // The last one: a second stop would end the process.
    void withoutFilesAHangUpStops() {
        const UnixSignals unixSignals(HangUp::Stops);
        QSignalSpy stops(&unixSignals, &UnixSignals::stopRequested);

        std::raise(SIGHUP);

        QTRY_COMPARE(stops.size(), 1);
    }
};

QTEST_GUILESS_MAIN(UnixSignalsTest)
#include "unix_signals_test.moc"
