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
    row("GNGNS,101010.00,4430.0,N,07145.0,W,AAN,12,0.8,31.5,46.2,,,V",
        "row satellites=12 hdop=0.8 latitude=44.5 longitude=-71.75 altitude=31.5 "
        "geoid_separation=46.2");
    row("WIMWD,270.5,T,268,M,12.4,N,6.4,M",
        "row wind_direction_true=270.5 wind_direction_magnetic=268 wind_speed_ground=12.4");
    row("WIVWR,45,L,11.5,N,5.9,M,21.3,K", "row wind_angle_relative=315 wind_speed_relative=11.5");
    row("WIVWT,30,R,,N,5.5,M,,K", "row wind_angle_true=30 wind_speed_true=5.5");
    row("VWVHW,112.5,T,110,M,6.25,N,11.6,K",
        "row heading_true=112.5 heading_magnetic=110 water_speed=6.25");
    row("VWVHW,,T,,M,,N,9.26,K", "row water_speed=5");
    row("VWVLW,4321.5,N,12.25,N", "row water_distance=4321.5 water_distance_trip=12.25");
    row("VWVLW,,N,,N,99.5,N,2.5,N", "row ground_distance=99.5 ground_distance_trip=2.5");
    row("WIMDA,30,I,1.016,B,18.5,C,16,C,55.5,,9.5,C,210,T,208,M,8,N,4.1,M",
        "row pressure=1.016 air_temperature=18.5 water_temperature=16 relative_humidity=55.5 "
        "dew_point=9.5 wind_direction_true=210 wind_direction_magnetic=208 wind_speed_ground=8");
    row("IIRSA,-4.5,A,,V", "row rudder=-4.5");
    row("IIRSA,3.5,A,-2,A", "row rudder=3.5 rudder_port=-2");
    row("IIRPM,E,1,1850.5,12,A", "row engine_1_rpm=1850.5 engine_1_pitch=12");
    row("IIRPM,S,0,240,,A", "row shaft_0_rpm=240");
    row("IIRPM,E,1,1850.5,12,V", "");
    row("IIVDR,190,T,188.5,M,1.25,N",
        "row current_direction_true=190 current_direction_magnetic=188.5 current_speed=1.25");
    row("SDDBS,10,f,3.1,M,1.7,F", "row depth_below_surface=3.1");
    row("SDDBK,10,f,,M,,F", "row depth_below_keel=3.048");
    row("GPGST,101010,1.5,2.5,1.25,45,0.75,0.5,3",
        "row error_rms=1.5 error_major=2.5 error_minor=1.25 error_orientation=45 "
        "error_latitude=0.75 error_longitude=0.5 error_altitude=3");
    row("HETHS,45.5,A", "row heading_true=45.5");
    row("HETHS,45.5,V", "");
    row("GPRMB,A,0.25,L,,WP7,4430.0,N,07145.0,W,12.5,77,6.5,V,A",
        "row cross_track_error=-0.25 waypoint_distance=12.5 waypoint_bearing=77 "
        "waypoint_closing_speed=6.5");
    row("GPRMB,V,0.25,L,,WP7,4430.0,N,07145.0,W,12.5,77,6.5,V", "");
    row("U7HDT,12.5,T", "row heading_true=12.5");
    row("07HDT,12.5,T", "row heading_true=12.5");
    row("IIXDR,C,84.5,C,ENGINE#0,T,1500,R,ENGINE#0", "row ENGINE#0=84.5 ENGINE#0_T=1500");
    row("IIXDR,C,20.5,C,TANK,C,21.5,C,TANK", "row TANK=20.5 TANK 2=21.5");
    row("IIXDR,C,20.5,C,AIR,C,293.5,K,AIR", "row AIR=20.5 AIR_C=293.5");
    row("IIXDR,D,7,M,depth,C,9,C,heading_true", "row depth_D=7 heading_true_C=9");
    row("GAGSV,1,1,02,01,40,083,46,02,10,010,30,7", "row satellites_in_view_galileo=2");
    row("GAGSV,1,1,03,01,40,083,46,1", "row satellites_in_view_galileo_signal_1=3");
    row("GPGSV,1,1,00,6", "row satellites_in_view_signal_6=0");
}

void NmeaDecoderTest::aSentenceBringsItsValues() {
    QFETCH(QByteArray, body);
    QFETCH(QByteArray, row);
    DecodeRun run(Format::Nmea);

    run.feed(sentence(body.toStdString()));

    QCOMPARE(run.events(), row.isEmpty() ? Lines{} : Lines{row.toStdString()});
    QCOMPARE(run.counts().bytesDiscarded.total(), quint64{0});
    if (!row.isEmpty()) QCOMPARE(run.channelKind(), ChannelSetKind::Open);
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
    row("GNGNS,1,4430.0,N,07145.0,W,NN,00,,31.5,46.2,,", "row satellites=0");
    row("GNGNS,1,,,,,,,,,,,", "");
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
    // One that is wrong, and one that is missing.
    QCOMPARE(run.counts().framesDamaged[DiscardReason::Checksum], quint64{2});
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
