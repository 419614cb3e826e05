// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>
#include <cstdlib>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include <QDir>
#include <QFile>
#include <QTest>

#include "decode_run.h"

namespace telemetryhub::engine {

using Lines = std::vector<std::string>;

namespace {

/// The values of one row event, by channel.
std::map<std::string, double> valuesOf(const std::string& event) {
    std::map<std::string, double> values;
    const QString text = QString::fromStdString(event);
    for (const QString& part : text.split(QLatin1Char(' ')).mid(1)) {
        const auto pair = part.split(QLatin1Char('='));
        values[pair[0].toStdString()] = pair[1].toDouble();
    }
    return values;
}

QByteArray contentOf(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

struct TruthColumn {
    const char* title;
    const char* channel;
    double tolerance;
};
constexpr TruthColumn kTruthColumns[] = {{"lat_deg", "latitude", 1e-7},
                                         {"lon_deg", "longitude", 1e-7},
                                         {"alt_m", "altitude", 1e-3},
                                         {"speed_kn", "speed", 1e-3}};

using TruthRow = std::map<QByteArray, QByteArray>;

std::vector<TruthRow> truthOf(const QString& path) {
    const auto lines = contentOf(path).split('\n');
    const auto titles = lines.front().trimmed().split(',');
    std::vector<TruthRow> rows;
    for (const QByteArray& line : lines.mid(1)) {
        const auto cells = line.trimmed().split(',');
        if (cells.size() != titles.size()) continue;
        TruthRow row;
        for (int i = 0; i < titles.size(); ++i)
            row[titles[i]] = cells[i];
        rows.push_back(row);
    }
    return rows;
}

/// Whether the sentence of a row of truth has a fix; VTG does not tell.
bool hasFix(const TruthRow& row) {
    const QByteArray state = row.at("quality_or_status");
    if (row.at("sentence").endsWith("GGA")) return state.toDouble() >= 1;
    return row.at("sentence").endsWith("VTG") || state == "A";
}

}  // namespace

class NmeaDecoderTest : public QObject {
    Q_OBJECT

private slots:
    void aFlippedBitAnywhereInASentenceIsSeen();
    void aSentenceIsBelievedWithOneChecksumOf256();
    void aSentenceBringsItsValues_data();
    void aSentenceBringsItsValues();
    void aSentenceWithoutFixLeavesThePositionAlone_data();
    void aSentenceWithoutFixLeavesThePositionAlone();
    void whatCannotBeStaysAbsent_data();
    void whatCannotBeStaysAbsent();
    void aChecksumMustMatchWhenThereIsOne();
    void aSentenceWithoutChecksumIsRead();
    void anUnknownSentenceIsText();
    void bytesBeforeASentenceAreDiscardedAndTheSentenceCounts();
    void aSentenceThatInterruptsAnotherIsRead();
    void theFirstLineCountsWhenItsChecksumVouchesForIt();
    void aSentenceBeyondAnyReceiversIsDamage();
    void channelsHaveUnitsAsPeopleWriteThem();
    void windInAnotherUnitIsConverted();
    void aMadeUpTripIsRead();
    void recordedDevicesGiveTheirTruth_data();
    void recordedDevicesGiveTheirTruth();
};

void NmeaDecoderTest::aSentenceBringsItsValues_data() {
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("row");
    const auto row = [](const char* body, const char* values) {
        QTest::newRow(body) << QByteArray(body) << QByteArray(values);
    };
    row("INRMC,194101,A,4430.0000,N,07145.0000,W,5.2,77.3,160906,15.8,W",
        "row latitude=44.5 longitude=-71.75 speed=5.2 course=77.3 variation=-15.8");
    row("GNRMC,171926.00,A,0000.0000,S,18000.0000,E,0.117,,180315,,,A",
        "row latitude=-0 longitude=180 speed=0.117");
    row("GPGGA,1,4430.0,S,07145.0,E,2,10,0.9,267.9,M,-31.4,M,6.6,0133",
        "row quality=2 satellites=10 hdop=0.9 latitude=-44.5 longitude=71.75 altitude=267.9 "
        "geoid_separation=-31.4");
    row("BDGLL,4430.0,N,07145.0,E,194102,A", "row latitude=44.5 longitude=71.75");
    row("GPGLL,4430.0,N,07145.0,E", "row latitude=44.5 longitude=71.75");
    row("GNVTG,77.5,T,93.3,M,5.2,N,9.6,K,A",
        "row course=77.5 course_magnetic=93.3 speed=5.2 speed_kmh=9.6");
    row("GPGSA,A,3,04,05,,09,12,,,24,,,,,2.5,1.3,2.1", "row fix=3 pdop=2.5 hdop=1.3 vdop=2.1");
    row("GPGSV,2,1,08,01,40,083,46", "row satellites_in_view=8");
    row("GLGSV,1,1,05,65,40,083,46", "row satellites_in_view_glonass=5");
    row("HEHDT,123.4,T", "row heading_true=123.4");
    row("APHDM,218.634,M", "row heading_magnetic=218.634");
    row("IIHDG,98.3,1.5,E,12.6,W", "row heading_magnetic=98.3 deviation=1.5 variation=-12.6");
    row("APROT,-0.007,A", "row rate_of_turn=-0.007");
    row("INDPT,2.2,0.5", "row depth=2.2 depth_offset=0.5");
    row("SDDBT,7.2,f,2.2,M,1.2,F", "row depth=2.2");
    row("SDDBT,10,f,,M,,F", "row depth=3.048");
    row("INMTW,17.9,C", "row water_temperature=17.9");
    row("WIMWV,214.8,R,10.1,N,A", "row wind_angle_relative=214.8 wind_speed_relative=10.1");
    row("WIMWV,214.8,T,5.1,M,A", "row wind_angle_true=214.8 wind_speed_true=5.1");
    row("APXDR,A,0.135,D,PTCH,C,21.5,C,AIR", "row PTCH=0.135 AIR=21.5");
    row("APXDR,P,1.013,B,", "row xdr_P=1.013");
}

void NmeaDecoderTest::aSentenceBringsItsValues() {
    QFETCH(QByteArray, body);
    QFETCH(QByteArray, row);
    DecodeRun run(Format::Nmea);

    run.feed(sentence(body.toStdString()));

    QCOMPARE(run.events(), Lines{row.toStdString()});
    QCOMPARE(run.channelKind(), ChannelSetKind::Open);
}

void NmeaDecoderTest::aSentenceWithoutFixLeavesThePositionAlone_data() {
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("row");
    const auto row = [](const char* body, const char* values) {
        QTest::newRow(body) << QByteArray(body) << QByteArray(values);
    };
    row("GPRMC,1,V,4430.0,N,07145.0,W,5.2,77.3,160906,,", "");
    row("GPRMC,1,A,4430.0,N,07145.0,W,5.2,77.3,160906,,,N", "");
    row("GPGGA,1,4430.0,N,07145.0,W,0,00,50.0,1.0,M,0.0,M,,", "row quality=0 satellites=0 hdop=50");
    row("GPGGA,1,4430.0,N,07145.0,W,,03,50.0,1.0,M,0.0,M,,", "row satellites=3 hdop=50");
    row("GPGLL,4430.0,N,07145.0,W,1,V", "");
    row("GPGLL,4430.0,N,07145.0,W,1,A,N", "");
    row("GPVTG,77.5,T,93.3,M,5.2,N,9.6,K,N", "");
    row("GPGGA,1,,,,,,,,,M,,M,,", "");
    row("GPZDA,194101,16,09,2006,00,00", "");
}

void NmeaDecoderTest::aSentenceWithoutFixLeavesThePositionAlone() {
    QFETCH(QByteArray, body);
    QFETCH(QByteArray, row);
    DecodeRun run(Format::Nmea);

    run.feed(sentence(body.toStdString()));

    QCOMPARE(run.events(), row.isEmpty() ? Lines{} : Lines{row.toStdString()});
    QCOMPARE(run.counts().bytesDiscarded.total(), quint64{0});
}

void NmeaDecoderTest::whatCannotBeStaysAbsent_data() {
    QTest::addColumn<QByteArray>("position");
    for (const char* position : {"9000.1,N,", "36000.0000,N,", "4460.0,N,", "4430.0,X,", "4430.0,,",
                                 "44,N,", "-4430.0,N,", "nan,N,", "1e999,N,", "44x0.0,N,"})
        QTest::newRow(position) << QByteArray(position);
}

void NmeaDecoderTest::whatCannotBeStaysAbsent() {
    QFETCH(QByteArray, position);
    DecodeRun run(Format::Nmea);

    run.feed(sentence("GPGLL," + position.toStdString() + "18000.1,E,1,A"));

    QCOMPARE(run.events(), Lines{});
}

void NmeaDecoderTest::aChecksumMustMatchWhenThereIsOne() {
    DecodeRun run(Format::Nmea);

    run.feed("$APHDM,218.634,M*38\r\n$APHDM,218.634,M*3\r\n$APHDM,218.634,M*39\r\n");

    QCOMPARE(run.events(),
             (Lines{"damage checksum $APHDM,218.634,M*38", "damage checksum $APHDM,218.634,M*3",
                    "row heading_magnetic=218.634"}));
}

void NmeaDecoderTest::aSentenceWithoutChecksumIsRead() {
    DecodeRun run(Format::Nmea);

    run.feed("$SDDBT,7.2,f,2.2,M,1.2,F\r\n$HELLO, world\n");

    QCOMPARE(run.events(), (Lines{"row depth=2.2", "text $HELLO, world"}));
}

void NmeaDecoderTest::anUnknownSentenceIsText() {
    DecodeRun run(Format::Nmea);

    run.feed(sentence("PUBX,00,1")).feed(sentence("GPTXT,01,01,02,u-blox"));

    QCOMPARE(run.counts().textLines, quint64{2});
    QCOMPARE(run.counts().bytesDiscarded.total(), quint64{0});
}

void NmeaDecoderTest::bytesBeforeASentenceAreDiscardedAndTheSentenceCounts() {
    DecodeRun run(Format::Nmea);
    const std::string binary("\xB5\x62\x01\x07\x00\x00", 6);

    run.feed(binary + sentence("HEHDT,1.5,T") + binary + "\n");

    QCOMPARE(run.events().size(), std::size_t{3});
    QCOMPARE(run.events()[1], std::string("row heading_true=1.5"));
    QCOMPARE(run.counts().bytesDiscarded[DiscardReason::Syntax], quint64{13});
    QVERIFY(run.ledgerAlwaysClosed());
}

void NmeaDecoderTest::aSentenceThatInterruptsAnotherIsRead() {
    DecodeRun run(Format::Nmea);

    run.feed("$GPRMC,194101,A,44" + sentence("HEHDT,1.5,T"));

    QCOMPARE(run.events(), (Lines{"damage checksum $GPRMC,194101,A,44", "row heading_true=1.5"}));
}

void NmeaDecoderTest::theFirstLineCountsWhenItsChecksumVouchesForIt() {
    DecodeRun whole(Format::Nmea);
    DecodeRun cut(Format::Nmea);

    whole.begin(StreamStart::MidFrame).feed(sentence("HEHDT,1.5,T"));
    cut.begin(StreamStart::MidFrame).feed("DT,1.5,T*00\r\n");

    QCOMPARE(whole.events(), Lines{"row heading_true=1.5"});
    QCOMPARE(cut.events(), Lines{});
    QCOMPARE(cut.counts().bytesDiscarded[DiscardReason::PartialStart], quint64{13});
    QCOMPARE(cut.counts().framesDamaged.total(), quint64{0});
}

void NmeaDecoderTest::aSentenceBeyondAnyReceiversIsDamage() {
    DecodeRun run(Format::Nmea);

    run.feed(sentence("GPTXT," + std::string(2000, 'x'))).feed(sentence("HEHDT,1.5,T"));

    QCOMPARE(run.counts().framesDamaged[DiscardReason::Length], quint64{1});
    QCOMPARE(run.counts().frames, quint64{1});
}

void NmeaDecoderTest::channelsHaveUnitsAsPeopleWriteThem() {
    DecodeRun run(Format::Nmea);

    run.feed(sentence("GPGLL,4430.0,N,07145.0,E")).feed(sentence("INMTW,17.9,C"));
    run.feed(sentence("APXDR,A,0.135,D,PTCH,P,1.01,B,BARO")).feed(sentence("WIMWV,1,R,2,K,A"));

    QCOMPARE(run.channels(),
             (Lines{"latitude [°]", "longitude [°]", "water_temperature [°C]", "PTCH [°]",
                    "BARO [bar]", "wind_angle_relative [°]", "wind_speed_relative [km/h]"}));
}

void NmeaDecoderTest::windInAnotherUnitIsConverted() {
    DecodeRun run(Format::Nmea);

    run.feed(sentence("WIMWV,1,R,36,K,A")).feed(sentence("WIMWV,1,R,10,M,A"));

    QCOMPARE(valuesOf(run.events().back())["wind_speed_relative"], 36.0);
}

void NmeaDecoderTest::aMadeUpTripIsRead() {
    const QByteArray bytes = contentOf(QStringLiteral(TH_TEST_DATA "/harbour.nmea"));
    QVERIFY(!bytes.isEmpty());
    DecodeRun run(Format::Nmea);

    run.begin(StreamStart::MidFrame).feed(bytes.toStdString()).finish();

    QVERIFY(run.counts().frames > 50);
    QCOMPARE(run.counts().framesDamaged[DiscardReason::Checksum], quint64{1});
    QVERIFY(run.counts().bytesDiscarded[DiscardReason::PartialStart] > 0);
    QVERIFY(run.ledgerAlwaysClosed());
    for (const std::string& event : run.events()) {
        if (!event.starts_with("row")) continue;
        const auto values = valuesOf(event);
        if (const auto latitude = values.find("latitude"); latitude != values.end())
            QVERIFY(std::abs(latitude->second - 53.54) < 0.05);
    }
}

void NmeaDecoderTest::recordedDevicesGiveTheirTruth_data() {
    QTest::addColumn<QString>("capture");
    const auto captures =
        QDir(QStringLiteral(TH_CAPTURES)).entryList({QStringLiteral("*.nmea")}, QDir::Files);
    for (const QString& capture : captures)
        QTest::newRow(qPrintable(capture)) << QStringLiteral(TH_CAPTURES "/") + capture;
    if (captures.isEmpty()) QTest::newRow("none") << QString();
}

void NmeaDecoderTest::recordedDevicesGiveTheirTruth() {
    QFETCH(QString, capture);
    if (capture.isEmpty()) QSKIP("no captures of devices beside the source tree");
    const auto truth =
        truthOf(QString(capture).replace(QLatin1String(".nmea"), QLatin1String(".sentences.csv")));
    DecodeRun run(Format::Nmea);
    run.feed(contentOf(capture).toStdString()).finish();

    for (const auto& [title, channel, tolerance] : kTruthColumns) {
        std::vector<double> expected;
        for (const TruthRow& row : truth)
            if (hasFix(row) && !row.at(title).isEmpty())
                expected.push_back(row.at(title).toDouble());
        std::vector<double> found;
        for (const std::string& event : run.events()) {
            if (!event.starts_with("row")) continue;
            const auto values = valuesOf(event);
            if (const auto value = values.find(channel); value != values.end())
                found.push_back(value->second);
        }
        QCOMPARE(found.size(), expected.size());
        for (std::size_t i = 0; i < found.size(); ++i)
            QVERIFY2(std::abs(found[i] - expected[i]) <= tolerance, channel);
    }
}

void NmeaDecoderTest::aSentenceIsBelievedWithOneChecksumOf256() {
    // Published with its checksum, so that it does not come from the code that verifies it.
    const std::string body = "$GPGGA,123519,4807.038,N,01131.000,E,1,08,0.9,545.4,M,46.9,M,,*";
    DecodeRun run(Format::Nmea);

    for (int check = 0; check < 256; ++check) {
        const char hex[] = {"0123456789ABCDEF"[check / 16], "0123456789ABCDEF"[check % 16], 0};
        run.feed(body + hex + "\r\n");
        QCOMPARE(run.counts().frames, quint64(check >= 0x47 ? 1 : 0));
    }

    QCOMPARE(run.counts().framesDamaged[DiscardReason::Checksum], quint64{255});
}

void NmeaDecoderTest::aFlippedBitAnywhereInASentenceIsSeen() {
    const std::string sent = "$GPRMC,123519,A,4807.038,N,01131.000,E,022.4,084.4,230394,003.1,W*6A";

    for (std::size_t at = 1; at + 3 < sent.size(); ++at) {
        for (int bit = 0; bit < 7; ++bit) {
            std::string flipped = sent;
            flipped[at] = static_cast<char>(flipped[at] ^ (1 << bit));
            DecodeRun run(Format::Nmea);
            run.feed(sent + "\r\n" + flipped + "\r\n");
            QVERIFY2(run.counts().frames == 1, flipped.c_str());
        }
    }
}

}  // namespace telemetryhub::engine

QTEST_APPLESS_MAIN(telemetryhub::engine::NmeaDecoderTest)
#include "test_nmea_decoder.moc"
