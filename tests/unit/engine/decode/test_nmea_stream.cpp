// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstdint>
#include <string>
#include <vector>

#include <QTest>

#include "decode/nmea_time.h"
#include "decode_run.h"

namespace telemetryhub::engine {

using Lines = std::vector<std::string>;

/// What the sentences of a line mean for each other.
class NmeaStreamTest : public QObject {
    Q_OBJECT

private slots:
    void aTransducerNeverSharesAChannelWhateverComesFirst();
    void aTransducerKeepsItsChannelAcrossSentences();
    void typesOfOneUnitAreToldApart();
    void aTagBlockBelongsToItsSentence();
    void aSecondDollarIsNothing();
    void afterAChecksumASentenceWithoutOneIsDamage();
    void aSystemThatIsNotUsedDoesNotOverwriteTheFix_data();
    void aSystemThatIsNotUsedDoesNotOverwriteTheFix();
    void aLostFixIsToldAtOnce();
    void theTimeOfGnsDatesItsRow();
    void sentencesAreTheSameInAnyChunks();
};

void NmeaStreamTest::aTransducerNeverSharesAChannelWhateverComesFirst() {
    DecodeRun run(Format::Nmea);

    run.feed(sentence("IIXDR,D,7,M,depth")).feed(sentence("SDDBT,,f,2.5,M,,F"));
    run.feed(sentence("IIXDR,T,900,R,engine_1_rpm")).feed(sentence("IIRPM,E,1,1850,,A"));
    run.feed(sentence("IIXDR,T,1500,R,ENGINE")).feed(sentence("IIXDR,C,84,C,ENGINE"));

    QCOMPARE(run.events(),
             (Lines{"row depth_D=7", "row depth=2.5", "row engine_1_rpm=900",
                    "row engine_1_rpm_r=1850", "row ENGINE=1500", "row ENGINE_C=84"}));
}

void NmeaStreamTest::aTransducerKeepsItsChannelAcrossSentences() {
    DecodeRun run(Format::Nmea);

    run.feed(sentence("IIXDR,C,84,C,ENGINE,T,1500,R,ENGINE"));
    run.feed(sentence("IIXDR,T,1600,R,ENGINE")).feed(sentence("IIXDR,C,85,C,ENGINE"));

    QCOMPARE(run.events(),
             (Lines{"row ENGINE=84 ENGINE_T=1500", "row ENGINE_T=1600", "row ENGINE=85"}));
    QCOMPARE(run.channels(), (Lines{"ENGINE [°C]", "ENGINE_T [rpm]"}));
}

void NmeaStreamTest::typesOfOneUnitAreToldApart() {
    DecodeRun run(Format::Nmea);

    run.feed(sentence("IIXDR,H,55,P,TANK,V,80,P,TANK")).feed(sentence("IIXDR,V,79,P,TANK"));

    QCOMPARE(run.events(), (Lines{"row TANK=55 TANK_V=80", "row TANK_V=79"}));
}

void NmeaStreamTest::aTagBlockBelongsToItsSentence() {
    DecodeRun run(Format::Nmea);
    const std::string wrong = "\\s:bow*1F\\";
    const std::string matching = "\\s:bow*33\\";

    run.begin(StreamStart::MidFrame).feed(matching + sentence("HEHDT,1.5,T"));
    run.feed(wrong + sentence("HEHDT,2.5,T"));

    QCOMPARE(run.events(),
             (Lines{"row heading_true=1.5", "damage checksum " + wrong, "row heading_true=2.5"}));
    QVERIFY(run.ledgerAlwaysClosed());
}

void NmeaStreamTest::aSecondDollarIsNothing() {
    DecodeRun run(Format::Nmea);

    run.feed("$" + sentence("HEHDT,1.5,T"));

    QCOMPARE(run.events(), Lines{"row heading_true=1.5"});
    QCOMPARE(run.counts().bytesDiscarded.total(), quint64{0});
}

void NmeaStreamTest::afterAChecksumASentenceWithoutOneIsDamage() {
    DecodeRun run(Format::Nmea);

    run.feed("$HEHDT,1.5,T\r\n").feed(sentence("HEHDT,2.5,T"));
    run.feed("$HEHDT,3\r\n$HELLO, world\r\n");
    run.begin(StreamStart::Boundary).feed("$HEHDT,4.5,T\r\n");

    QCOMPARE(run.events(),
             (Lines{"row heading_true=1.5", "row heading_true=2.5", "damage checksum $HEHDT,3",
                    "text $HELLO, world", "row heading_true=4.5"}));
}

void NmeaStreamTest::aSystemThatIsNotUsedDoesNotOverwriteTheFix_data() {
    QTest::addColumn<QByteArray>("used");
    QTest::addColumn<QByteArray>("unused");
    QTest::newRow("system number") << QByteArray("GNGSA,A,3,04,05,,,,,,,,,,,2.5,1.5,2,1")
                                   << QByteArray("GNGSA,A,1,,,,,,,,,,,,,99.5,99.5,99.5,2");
    QTest::newRow("place") << QByteArray("GNGSA,A,3,04,05,,,,,,,,,,,2.5,1.5,2")
                           << QByteArray("GNGSA,A,1,,,,,,,,,,,,,99.5,99.5,99.5");
    QTest::newRow("talker") << QByteArray("GPGSA,A,3,04,05,,,,,,,,,,,2.5,1.5,2")
                            << QByteArray("GLGSA,A,1,,,,,,,,,,,,,99.5,99.5,99.5");
}

void NmeaStreamTest::aSystemThatIsNotUsedDoesNotOverwriteTheFix() {
    QFETCH(QByteArray, used);
    QFETCH(QByteArray, unused);
    DecodeRun run(Format::Nmea);
    const std::string fix = "row fix=3 pdop=2.5 hdop=1.5 vdop=2";

    for (int second = 0; second < 2; ++second) {
        run.feed(sentence("GPVTG,77.5,T,,M,,N,,K,A"));
        run.feed(sentence(used.toStdString())).feed(sentence(unused.toStdString()));
    }

    QCOMPARE(run.events(), (Lines{"row course=77.5", fix, "row course=77.5", fix}));
}

void NmeaStreamTest::aLostFixIsToldAtOnce() {
    DecodeRun run(Format::Nmea);

    run.feed(sentence("GNGSA,A,3,04,,,,,,,,,,,,2.5,1.5,2,1"));
    run.feed(sentence("GNGSA,A,1,,,,,,,,,,,,,,,,2"));
    run.feed(sentence("GNGSA,A,1,,,,,,,,,,,,,,,,1"));

    QCOMPARE(run.events(), (Lines{"row fix=3 pdop=2.5 hdop=1.5 vdop=2", "row fix=1"}));
}

void NmeaStreamTest::theTimeOfGnsDatesItsRow() {
    NmeaTime time;
    NmeaSentence read;

    QCOMPARE(read.read("$GPZDA,100000,02,01,1970,00,00"), NmeaSentence::Check::NoChecksum);
    time.observe(read);
    QCOMPARE(read.read("$GNGNS,100001,4430.0,N,07145.0,W,AA,12,0.8,31.5,46.2,,"),
             NmeaSentence::Check::NoChecksum);
    time.observe(read);

    constexpr std::int64_t kSecondNs = 1'000'000'000;
    QVERIFY(time.current().has_value());
    QCOMPARE(time.current()->ns, std::int64_t{86'400 + 36'001} * kSecondNs);
}

void NmeaStreamTest::sentencesAreTheSameInAnyChunks() {
    const std::string bytes = sentence("IIXDR,C,84,C,ENGINE,T,1500,R,ENGINE") + "\\s:bow*33\\" +
                              sentence("VWVHW,112.5,T,110,M,6.25,N,11.6,K") + "$HEHDT,3\r\n$" +
                              sentence("GNGSA,A,3,04,,,,,,,,,,,,2.5,1.5,2,1") +
                              sentence("GPGSV,1,1,00,6");
    DecodeRun whole(Format::Nmea);
    whole.feed(bytes).finish();
    QCOMPARE(whole.events().size(), std::size_t{5});

    for (const std::size_t chunk : {1U, 7U, 64U, 4096U}) {
        DecodeRun run(Format::Nmea);
        for (std::size_t at = 0; at < bytes.size(); at += chunk)
            run.feed(bytes.substr(at, chunk));
        run.finish();
        QCOMPARE(run.events(), whole.events());
    }
}

}  // namespace telemetryhub::engine

QTEST_APPLESS_MAIN(telemetryhub::engine::NmeaStreamTest)
#include "test_nmea_stream.moc"
