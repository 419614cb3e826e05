// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetryhub/engine/bus/simulated_device.h"

#include <set>

#include <QRegularExpression>
#include <QTest>

namespace telemetryhub::engine {

namespace {

constexpr std::int64_t kMs = 1'000'000;

QString text(std::string_view bytes) {
    return QString::fromUtf8(bytes.data(), static_cast<qsizetype>(bytes.size()));
}

SimulatedSettings settings(double rateHz, int channels = 4, std::uint32_t seed = 1) {
    SimulatedSettings settings;
    settings.rateHz = rateHz;
    settings.channels = channels;
    settings.seed = seed;
    return settings;
}

std::string take(SimulatedDevice& device) {
    std::string bytes(device.output());
    device.clearOutput();
    return bytes;
}

/// All that a device sends from power-on to `milliseconds`, read every 5 ms.
std::string sentWithin(SimulatedDevice& device, int milliseconds) {
    std::string bytes;
    for (std::int64_t now = 0; now <= milliseconds * kMs; now += 5 * kMs) {
        while (device.run(now))
            bytes += take(device);
        bytes += take(device);
    }
    return bytes;
}

QString answer(SimulatedDevice& device, const char* command, std::int64_t nowNs = 0) {
    (void)take(device);
    if (!device.receive(command)) return QStringLiteral("not taken");
    device.run(nowNs);
    return text(take(device));
}

}  // namespace

class SimulatedDeviceTest : public QObject {
    Q_OBJECT

private slots:
    void itBeginsWithNamesAndUnits() {
        SimulatedDevice device(settings(100, 8), 0);

        QCOMPARE(text(take(device)),
                 QStringLiteral("sine [V],noise [V],steps,counter,spikes [bar],pulse,"
                                "temperature [%1C],triangle [mm]\n")
                     .arg(QChar(0xB0)));
    }

    void everyOf64ChannelsHasANameOfItsOwn() {
        SimulatedDevice device(settings(100, 64), 0);

        const QStringList names = text(take(device)).trimmed().split(QLatin1Char(','));

        QCOMPARE(names.size(), 64);
        QCOMPARE(QSet<QString>(names.begin(), names.end()).size(), 64);
        QCOMPARE(names.at(8), QStringLiteral("sine 2 [V]"));
    }

    void theNumberOfSamplesFollowsTheClock_data() {
        QTest::addColumn<double>("rateHz");
        QTest::addColumn<int>("milliseconds");
        QTest::newRow("0.5 Hz") << 0.5 << 10'000;
        QTest::newRow("60 Hz") << 60.0 << 4000;
        QTest::newRow("1234.5 Hz") << 1234.5 << 2000;
        QTest::newRow("100 kHz") << 100'000.0 << 500;
    }
    void theNumberOfSamplesFollowsTheClock() {
        QFETCH(double, rateHz);
        QFETCH(int, milliseconds);
        SimulatedDevice device(settings(rateHz), 0);

        const auto lines = text(sentWithin(device, milliseconds)).count(QLatin1Char('\n'));

        QCOMPARE(lines, static_cast<qsizetype>(rateHz * milliseconds / 1000) + 1);
    }

    void everyLineHoldsANumberOfAtMostFourDecimalsForEachChannel() {
        SimulatedDevice device(settings(1000, 64), 0);
        const QRegularExpression number(QStringLiteral("^-?[0-9]+(\\.[0-9]{1,4})?$"));

        const QStringList lines =
            text(sentWithin(device, 3000)).trimmed().split(QLatin1Char('\n')).mid(1);

        QCOMPARE(lines.size(), 3000);
        for (const QString& line : lines) {
            const QStringList fields = line.split(QLatin1Char(','));
            QCOMPARE(fields.size(), 64);
            for (const QString& field : fields)
                QVERIFY2(number.match(field).hasMatch(), qPrintable(field));
        }
    }

    void theSameSeedGivesTheSameBytesAndAnotherGivesOthers() {
        SimulatedDevice first(settings(200, 8, 7), 0);
        SimulatedDevice same(settings(200, 8, 7), 0);
        SimulatedDevice other(settings(200, 8, 8), 0);

        const std::string bytes = sentWithin(first, 2000);

        QVERIFY(sentWithin(same, 2000) == bytes);
        QVERIFY(sentWithin(other, 2000) != bytes);
    }

    void thereIsSomethingToSeeOnEveryChannel() {
        SimulatedDevice device(settings(100, 8), 0);
        std::vector<std::set<QString>> seen(8);

        const QStringList lines =
            text(sentWithin(device, 30'000)).trimmed().split(QLatin1Char('\n')).mid(1);
        double highestSpike = 0;
        for (const QString& line : lines) {
            const QStringList fields = line.split(QLatin1Char(','));
            for (int i = 0; i < 8; ++i)
                seen[static_cast<std::size_t>(i)].insert(fields.at(i));
            highestSpike = qMax(highestSpike, fields.at(4).toDouble());
        }

        for (const auto& values : seen)
            QVERIFY(values.size() >= 2);
        QVERIFY(seen[0].size() > 500);
        QCOMPARE(seen[2].size(), std::size_t{8});
        QVERIFY(highestSpike > 3);
    }

    void aFullTransmitBufferMakesItWaitAndNoSampleIsSkipped() {
        SimulatedDevice device(settings(1000), 0);

        QVERIFY(device.run(900 * kMs));
        QVERIFY(device.output().size() <= SimulatedDevice::kTransmitBytes);
        device.holdBack(900 * kMs);
        std::string bytes = take(device);
        QVERIFY(!device.run(900 * kMs));
        QVERIFY(device.run(1800 * kMs));
        bytes += take(device);

        const QStringList lines = text(bytes).trimmed().split(QLatin1Char('\n')).mid(1);
        for (qsizetype i = 0; i < lines.size(); ++i)
            QCOMPARE(lines.at(i).section(QLatin1Char(','), 3, 3).toLongLong(), i);
    }

    void commandsAreAnswered_data() {
        QTest::addColumn<QString>("command");
        QTest::addColumn<QString>("expected");
        QTest::newRow("calibrate") << "CALIBRATE\n"
                                   << "OK CALIBRATE\n";
        QTest::newRow("any case") << "cAlIbRaTe\r\n"
                                  << "OK CALIBRATE\n";
        QTest::newRow("rate") << "set_rate=250\n"
                              << "OK SET_RATE=250\n";
        QTest::newRow("least") << "SET_RATE=1\n"
                               << "OK SET_RATE=1\n";
        QTest::newRow("most") << "SET_RATE=60000\n"
                              << "OK SET_RATE=60000\n";
        QTest::newRow("too fast") << "SET_RATE=0\n"
                                  << "ERR SET_RATE takes 1 to 60000 ms\n";
        QTest::newRow("too slow") << "SET_RATE=60001\n"
                                  << "ERR SET_RATE takes 1 to 60000 ms\n";
        QTest::newRow("no number") << "SET_RATE=10x\n"
                                   << "ERR SET_RATE takes 1 to 60000 ms\n";
        QTest::newRow("nothing") << "SET_RATE=\n"
                                 << "ERR SET_RATE takes 1 to 60000 ms\n";
        QTest::newRow("status") << "GET_STATUS\n"
                                << "STATUS rate_ms=10 uptime_ms=0 samples=0 overruns=0\n";
        QTest::newRow("reset") << "RESET\n"
                               << "RESET\nsine [V],noise [V],steps,counter\n";
        QTest::newRow("unknown") << "DANCE\n"
                                 << "ERR unknown command: DANCE\n";
        QTest::newRow("a part of one") << "CALIB\n"
                                       << "ERR unknown command: CALIB\n";
        QTest::newRow("unprintable") << "D\x01NCE\n"
                                     << "ERR unknown command: D?NCE\n";
        QTest::newRow("empty line") << "\n\r\n"
                                    << "";
        QTest::newRow("two") << "CALIBRATE\nCALIBRATE\n"
                             << "OK CALIBRATE\nOK CALIBRATE\n";
        QTest::newRow("unfinished") << "CALIBRATE"
                                    << "";
    }
    void commandsAreAnswered() {
        QFETCH(QString, command);
        QFETCH(QString, expected);
        SimulatedDevice device(settings(100), 0);

        QCOMPARE(answer(device, command.toUtf8().constData()), expected);
    }

    void aCommandMayComeInPieces() {
        SimulatedDevice device(settings(100), 0);

        QCOMPARE(answer(device, "CALI"), QString());
        QCOMPARE(answer(device, "BRATE\r"), QString());
        QCOMPARE(answer(device, "\n"), QStringLiteral("OK CALIBRATE\n"));
    }

    void calibrationTakesTheOffsetOut() {
        SimulatedDevice calibrated(settings(100), 0);
        SimulatedDevice plain(settings(100), 0);
        (void)answer(calibrated, "CALIBRATE\n");
        (void)take(plain);

        calibrated.run(10 * kMs);
        plain.run(10 * kMs);

        // At the beginning of its own time the wave itself is 0.
        QVERIFY(take(calibrated).starts_with("0,"));
        QVERIFY(!take(plain).starts_with("0,"));
    }

    void aNewRateTakesEffectAtOnce() {
        SimulatedDevice device(settings(0.5), 0);

        (void)answer(device, "SET_RATE=20\n");
        device.run(100 * kMs);

        QCOMPARE(text(take(device)).count(QLatin1Char('\n')), 5);
        QCOMPARE(answer(device, "GET_STATUS\n", 100 * kMs),
                 QStringLiteral("STATUS rate_ms=20 uptime_ms=100 samples=5 overruns=0\n"));
    }

    void aResetBeginsAgainWithTheSameValues() {
        SimulatedDevice device(settings(100), 0);
        (void)take(device);
        device.run(500 * kMs);
        const std::string first = take(device);

        (void)answer(device, "RESET\n", 500 * kMs);
        device.run(1000 * kMs);

        QVERIFY(take(device) == first);
    }

    void anEndlessCommandIsRefusedAndTheNextOneIsHeard() {
        SimulatedDevice device(settings(100), 0);
        const std::string endless(SimulatedDevice::kReceiveBytes, 'x');

        QCOMPARE(answer(device, endless.c_str()), QStringLiteral("ERR line too long\n"));
        QVERIFY(!device.receive(endless + "x"));
        (void)answer(device, "\n");

        QCOMPARE(answer(device, "CALIBRATE\n"), QStringLiteral("OK CALIBRATE\n"));
    }

    void commandsWaitWhileTheTransmitBufferIsFull() {
        SimulatedDevice device(settings(1000), 0);
        QVERIFY(device.run(900 * kMs));

        for (int i = 0; i < 100; ++i) {
            (void)device.receive("GET_STATUS\n");
            device.run(900 * kMs);
            QVERIFY(device.output().size() <= SimulatedDevice::kTransmitBytes);
        }

        QVERIFY(!text(take(device)).contains(QStringLiteral("STATUS")));
        device.run(900 * kMs);
        QVERIFY(text(take(device)).startsWith(QStringLiteral("STATUS")));
    }
};

}  // namespace telemetryhub::engine

QTEST_APPLESS_MAIN(telemetryhub::engine::SimulatedDeviceTest)
#include "simulated_device_test.moc"
