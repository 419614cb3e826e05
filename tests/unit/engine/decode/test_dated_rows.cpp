// SPDX-License-Identifier: GPL-3.0-or-later
#include <string>
#include <utility>
#include <vector>

#include <QTest>

#include "decode_run.h"
#include "telemetryhub/engine/core/sample_block.h"

namespace telemetryhub::engine {

using Lines = std::vector<std::string>;
using Times = std::vector<std::int64_t>;

namespace {

constexpr std::int64_t kMs = 1'000'000;
constexpr std::int64_t kSecond = 1000 * kMs;

DecodeSettings byDevice(Format format, std::string timeChannel = {}) {
    DecodeSettings settings(format);
    settings.time = SampleTime::Device;
    settings.timeChannel = std::move(timeChannel);
    return settings;
}

/// A run whose first bytes come at 1 s and whose second ones 50 ms later.
DecodeRun& feedTwice(DecodeRun& run, const std::string& first, const std::string& second) {
    run.setTime(kSecond);
    run.feed(first);
    run.setTime(kSecond + 50 * kMs);
    run.feed(second);
    static_cast<void>(run.events());
    return run;
}

}  // namespace

/// The device's time in each format, as far as it is not in the test of the format itself.
class DatedRowsTest : public QObject {
    Q_OBJECT

private slots:
    void aChosenColumnDatesTheRows_data();
    void aChosenColumnDatesTheRows();
    void aColumnThatIsNotThereDatesNothing();
    void arrivalIsTheTimeUnlessTheDeviceIsAsked();
    void theFormatThatIsFoundIsDatedToo();
    void linesKeptForADecisionHaveTheirOwnArrival();
    void aCaptureIsDatedByAnAbsoluteClock();
    void sentencesOfOneMomentHaveItsTime();
    void aMidnightBetweenSentencesIsTheNextDay();
    void aReceiverWithoutTimeIsDatedByArrival();
    void otherInstrumentsAreDatedByArrival();
    void aNewStreamAwaitsItsDate();
};

void DatedRowsTest::aChosenColumnDatesTheRows_data() {
    QTest::addColumn<int>("format");
    QTest::addColumn<QByteArray>("channel");
    QTest::addColumn<QByteArray>("first");
    QTest::addColumn<QByteArray>("second");
    const auto row = [](const char* name, Format format, const char* channel, const char* first,
                        const char* second) {
        QTest::newRow(name) << static_cast<int>(format) << QByteArray(channel) << QByteArray(first)
                            << QByteArray(second);
    };
    row("CSV, seconds", Format::Csv, "t", "t,a\n5,1\n", "5.010,2\n");
    row("CSV, unit", Format::Csv, "t", "t [ms],a\n5000,1\n", "5010,2\n");
    row("CSV, name with unit", Format::Csv, "t_us", "t_us,a\n5000000,1\n", "5010000,2\n");
    row("CSV, whole title", Format::Csv, "t [ms]", "a,t [ms]\n1,5000\n", "2,5010\n");
    row("CSV, place", Format::Csv, "value 1", "5,1\n", "5.010,2\n");
    row("CSV, text", Format::Csv, "t", "t,a,b\n2023-11-14T22:13:20Z,1,1\n",
        "2023-11-14T22:13:20.010Z,2,1\n");
    row("CSV, quoted text", Format::Csv, "t", "t,a,b\n\"2023-11-14 22:13:20\",1,1\n",
        "\"2023-11-14 22:13:20.010\",2,1\n");
    row("CSV, text without titles", Format::Csv, "value 2", "1,2023-11-14T22:13:20Z,1\n",
        "2,2023-11-14T22:13:20.010Z,1\n");
    row("labels", Format::Plotter, "ms", "ms:5000 a:1\n", "a:2 ms:5010\n");
    row("bare", Format::Plotter, "value 1", "5 1\n", "5.010 2\n");
}

void DatedRowsTest::aChosenColumnDatesTheRows() {
    QFETCH(int, format);
    QFETCH(QByteArray, channel);
    QFETCH(QByteArray, first);
    QFETCH(QByteArray, second);
    DecodeRun run(makeDecoder(byDevice(static_cast<Format>(format), channel.toStdString())));

    feedTwice(run, first.toStdString(), second.toStdString());

    QCOMPARE(run.times(), (Times{kSecond, kSecond + 10 * kMs}));
    QVERIFY(run.events().back().ends_with(" arrival_delay=0.04"));
    QCOMPARE(run.channels().back(), std::string("arrival_delay [s]"));
    QCOMPARE(run.samples().readTime().steadyNs, kSecond + 50 * kMs);
    QVERIFY(run.ledgerAlwaysClosed());
}

void DatedRowsTest::aColumnThatIsNotThereDatesNothing() {
    DecodeRun run(makeDecoder(byDevice(Format::Csv, "clock")));

    feedTwice(run, "t,a\n5,1\n", "5.01,2\n");

    QCOMPARE(run.times(), (Times{kSecond, kSecond + 50 * kMs}));
    QCOMPARE(run.channels(), (Lines{"t", "a"}));
}

void DatedRowsTest::arrivalIsTheTimeUnlessTheDeviceIsAsked() {
    DecodeSettings settings(Format::Csv);
    settings.timeChannel = "t";
    DecodeRun run(makeDecoder(settings));

    feedTwice(run, "t,a\n5,1\n", "5.01,2\n");

    QCOMPARE(run.times(), (Times{kSecond, kSecond + 50 * kMs}));
    QCOMPARE(run.channels(), (Lines{"t", "a"}));
}

void DatedRowsTest::theFormatThatIsFoundIsDatedToo() {
    DecodeRun run(makeDecoder(byDevice(Format::Auto, "t")));

    feedTwice(run, "t,a\n5,1\n", "5.01,2\n");

    QCOMPARE(run.times(), (Times{kSecond, kSecond + 10 * kMs}));
}

void DatedRowsTest::linesKeptForADecisionHaveTheirOwnArrival() {
    DecodeRun run(makeDecoder(byDevice(Format::Auto)));

    feedTwice(run, ">a:5000:1\n", ">a:5010:2\n");

    QCOMPARE(run.times(), (Times{kSecond, kSecond + 10 * kMs}));
}

void DatedRowsTest::aCaptureIsDatedByAnAbsoluteClock() {
    DecodeRun run(makeDecoder(byDevice(Format::Csv, "t")));
    run.samples().setReadTime(kUnknownTime);

    run.feed("t,a\n1700000000,1\n5,2\n");

    QVERIFY(run.events().size() == 2);
    QCOMPARE(run.wallTimes(), (Times{1'700'000'000 * kSecond, kUnknownTime.wallNs}));
    QCOMPARE(run.channels(), (Lines{"t", "a"}));
}

void DatedRowsTest::sentencesOfOneMomentHaveItsTime() {
    DecodeRun run(makeDecoder(byDevice(Format::Nmea)));

    run.setTime(kSecond);
    run.feed(sentence("GPRMC,221320.5,A,4426.1130,N,07140.5596,W,5.2,77.3,141123,,"));
    run.feed(sentence("GPGGA,221321.5,4426.1138,N,07140.5536,W,2,10,0.9,267.9,M,,M,,"));
    run.feed(sentence("GPVTG,77.3,T,,M,5.2,N,9.6,K"));
    run.feed(sentence("GPGLL,4426.1130,N,07140.5596,W,221322,A"));
    run.feed(sentence("GPZDA,221323,14,11,2023,00,00"));
    run.feed(sentence("GPVTG,77.3,T,,M,5.2,N,9.6,K"));
    static_cast<void>(run.events());

    const std::int64_t start = 1'700'000'000 * kSecond;
    QCOMPARE(run.wallTimes(), (Times{start + 500 * kMs, start + 1500 * kMs, start + 1500 * kMs + 1,
                                     start + 2 * kSecond, start + 3 * kSecond}));
}

void DatedRowsTest::aMidnightBetweenSentencesIsTheNextDay() {
    DecodeRun run(makeDecoder(byDevice(Format::Nmea)));

    run.setTime(kSecond);
    run.feed(sentence("GPRMC,235959,A,4426.1130,N,07140.5596,W,5.2,77.3,131123,,"));
    run.feed(sentence("GPGGA,000001,4426.1138,N,07140.5536,W,2,10,0.9,267.9,M,,M,,"));
    run.feed(sentence("GPGGA,235958,4426.1138,N,07140.5536,W,2,10,0.9,267.9,M,,M,,"));
    static_cast<void>(run.events());

    const std::int64_t midnight = 1'699'920'000 * kSecond;
    QCOMPARE(run.wallTimes(),
             (Times{midnight - kSecond, midnight + kSecond, midnight - 2 * kSecond}));
}

void DatedRowsTest::aReceiverWithoutTimeIsDatedByArrival() {
    DecodeRun run(makeDecoder(byDevice(Format::Nmea)));

    run.setTime(kSecond);
    run.feed(sentence("GPGGA,221321.5,4426.1138,N,07140.5536,W,2,10,0.9,267.9,M,,M,,"));
    run.feed(sentence("GPRMC,221320.5,V,,,,,,,060180,,"));
    run.feed(sentence("GPGGA,221321.5,4426.1138,N,07140.5536,W,2,10,0.9,267.9,M,,M,,"));
    run.feed(sentence("GPRMC,221320.5,A,4426.1130,N,07140.5596,W,5.2,77.3,141123,,"));
    run.feed(sentence("GPGGA,,,,,,0,0,,,M,,M,,"));
    run.feed(sentence("GPVTG,77.3,T,,M,5.2,N,9.6,K"));
    static_cast<void>(run.events());

    const std::int64_t moment = 1'700'000'000 * kSecond + 500 * kMs;
    QCOMPARE(run.wallTimes(), (Times{kSecond, kSecond + 1, moment, kSecond, kSecond + 1}));
}

void DatedRowsTest::otherInstrumentsAreDatedByArrival() {
    DecodeRun run(makeDecoder(byDevice(Format::Nmea)));

    run.setTime(kSecond);
    run.feed(sentence("GPRMC,221320.5,A,4426.1130,N,07140.5596,W,5.2,77.3,141123,,"));
    run.setTime(kSecond + 50 * kMs);
    run.feed(sentence("HCHDM,218.6,M"));
    static_cast<void>(run.events());

    QCOMPARE(run.wallTimes().back(), kSecond + 50 * kMs);
}

void DatedRowsTest::aNewStreamAwaitsItsDate() {
    DecodeRun run(makeDecoder(byDevice(Format::Nmea)));
    run.setTime(kSecond);
    run.feed(sentence("GPRMC,221320.5,A,4426.1130,N,07140.5596,W,5.2,77.3,141123,,"));

    run.finish(StreamEnd::Cut).begin();
    run.feed(sentence("GPGGA,221321.5,4426.1138,N,07140.5536,W,2,10,0.9,267.9,M,,M,,"));
    static_cast<void>(run.events());

    QCOMPARE(run.wallTimes().back(), kSecond);
}

}  // namespace telemetryhub::engine

QTEST_APPLESS_MAIN(telemetryhub::engine::DatedRowsTest)
#include "test_dated_rows.moc"
