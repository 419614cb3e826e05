// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <string>
#include <vector>

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTest>

#include "binary_streams.h"
#include "decode_run.h"

namespace telemetryhub::engine {

using Lines = std::vector<std::string>;

class DsmrDecoderTest : public QObject {
    Q_OBJECT

private slots:
    void aTelegramIsOneSampleUnderNamesAPersonKnows();
    void aCodeNobodyNamedIsItsOwnChannel();
    void anAttachedMeterIsNamedByItsType_data();
    void anAttachedMeterIsNamedByItsType();
    void anOldGasMeterSaysItsValueOnALineOfItsOwn();
    void theLastGroupIsTheValue();
    void textsAreToldWhenTheyChange();
    void countsAreChannelsToo();
    void theTimeOfTheTelegramIsNoText();
    void theDeviceCanDateItsTelegrams();
    void aCrcThatDoesNotMatchDropsTheTelegram();
    void aTelegramOfVersion4NeedsItsCrc();
    void aTelegramWithoutCrcMustHoldNothingElse();
    void aTelegramInWhichAnotherBeginsIsDropped();
    void lineFeedsAloneEndLinesToo();
    void theEndOfAFileEndsTheFooter();
    void whatIsJoinedIsNoDamage();
    void aTelegramWithoutEndIsBounded();
    void telegramsOfMetersGiveTheirTruth_data();
    void telegramsOfMetersGiveTheirTruth();
};

void DsmrDecoderTest::aTelegramIsOneSampleUnderNamesAPersonKnows() {
    DecodeRun run(Format::Dsmr);

    run.feed(dsmrTelegram({"1-0:1.8.1(001581.123*kWh)", "1-0:2.8.2(000000.000*kWh)",
                           "1-0:1.7.0(02.027*kW)", "1-0:32.7.0(230.1*V)", "1-0:71.7.0(002*A)",
                           "1-0:62.7.0(00.009*kW)"}));

    QCOMPARE(run.events(),
             Lines{"row import tariff 1=1581.123 export tariff 2=0 power import=2.027 "
                   "voltage L1=230.1 current L3=2 power export L3=0.009"});
    QCOMPARE(run.channels(),
             (Lines{"import tariff 1 [kWh]", "export tariff 2 [kWh]", "power import [kW]",
                    "voltage L1 [V]", "current L3 [A]", "power export L3 [kW]"}));
}

void DsmrDecoderTest::aCodeNobodyNamedIsItsOwnChannel() {
    DecodeRun run(Format::Dsmr);

    run.feed(dsmrTelegram({"1-0:13.7.0(0.98*cos)"}));

    QCOMPARE(run.channels(), Lines{"1-0:13.7.0 [cos]"});
}

void DsmrDecoderTest::anAttachedMeterIsNamedByItsType_data() {
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QByteArray>("channel");
    QTest::newRow("gas") << QByteArray("003") << QByteArray("1.5*m3") << QByteArray("gas 2 [m3]");
    QTest::newRow("water") << QByteArray("007") << QByteArray("2*m3") << QByteArray("water 2 [m3]");
    QTest::newRow("heat") << QByteArray("012") << QByteArray("3*GJ") << QByteArray("heat 2 [GJ]");
    QTest::newRow("electricity") << QByteArray("2") << QByteArray("4*kWh")
                                 << QByteArray("electricity 2 [kWh]");
    QTest::newRow("other") << QByteArray("9") << QByteArray("5*X") << QByteArray("meter 2 [X]");
}

void DsmrDecoderTest::anAttachedMeterIsNamedByItsType() {
    QFETCH(QByteArray, type);
    QFETCH(QByteArray, value);
    QFETCH(QByteArray, channel);
    DecodeRun run(Format::Dsmr);
    const std::string typeLine = "0-2:24.1.0(" + type.toStdString() + ")";
    const std::string valueLine = "0-2:24.2.1(161129200000W)(" + value.toStdString() + ")";

    run.feed(dsmrTelegram({typeLine, valueLine}));

    QCOMPARE(run.channels(), Lines{channel.toStdString()});
}

void DsmrDecoderTest::anOldGasMeterSaysItsValueOnALineOfItsOwn() {
    DecodeRun run(Format::Dsmr);

    run.feed(dsmrTelegram(
        {"0-1:24.1.0(3)", "0-1:24.3.0(161107190000)(00)(60)(1)(0-1:24.2.1)(m3)", "(00012.345)"},
        TelegramEnd::Bare));

    QCOMPARE(run.events(), (Lines{"text meter type 1: 3", "row gas 1=12.345"}));
    QCOMPARE(run.channels(), Lines{"gas 1 [m3]"});
}

void DsmrDecoderTest::theLastGroupIsTheValue() {
    DecodeRun run(Format::Dsmr);

    run.feed(
        dsmrTelegram({"1-0:99.97.0(2)(0-0:96.7.19)(000104180320W)(0000237126*s)"
                      "(000101000001W)(2147583646*s)",
                      "1-0:1.6.0(200509134558S)(02.589*kW)"}));

    QCOMPARE(run.events(), Lines{"row last power failure=2147583646 maximum demand=2.589"});
}

void DsmrDecoderTest::textsAreToldWhenTheyChange() {
    DecodeRun run(Format::Dsmr);
    const auto telegram = [](std::string_view message) {
        const std::string line = "0-0:96.13.0(" + std::string(message) + ")";
        return dsmrTelegram({"0-0:96.1.1(4B38)", line, "1-0:1.7.0(1*kW)"});
    };

    run.feed(telegram("") + telegram("") + telegram("303132"));

    QCOMPARE(run.events(), (Lines{"text meter id: 4B38", "row power import=1", "row power import=1",
                                  "text message: 303132", "row power import=1"}));
}

void DsmrDecoderTest::countsAreChannelsToo() {
    DecodeRun run(Format::Dsmr);

    run.feed(dsmrTelegram({"0-0:96.14.0(0002)", "0-0:96.7.21(00015)"}));

    QCOMPARE(run.events(), (Lines{"text tariff: 0002", "text power failures: 00015",
                                  "row tariff=2 power failures=15"}));
}

void DsmrDecoderTest::theTimeOfTheTelegramIsNoText() {
    DecodeRun run(Format::Dsmr);

    run.feed(dsmrTelegram({"0-0:1.0.0(161113205757W)", "1-0:1.7.0(1*kW)"}));

    QCOMPARE(run.events(), Lines{"row power import=1"});
}

void DsmrDecoderTest::theDeviceCanDateItsTelegrams() {
    DecodeSettings settings(Format::Dsmr);
    settings.time = SampleTime::Device;
    DecodeRun run(makeDecoder(settings));
    constexpr std::int64_t kSecond = 1'000'000'000;

    run.setTime(100 * kSecond);
    run.feed(dsmrTelegram({"0-0:1.0.0(700101010010W)", "1-0:1.7.0(1*kW)"}));
    run.feed(dsmrTelegram({"0-0:1.0.0(200701020010S)", "1-0:1.7.0(1*kW)"}));
    run.feed(dsmrTelegram({"0-0:1.0.0(20070102001xS)", "1-0:1.7.0(1*kW)"}));

    QCOMPARE(run.events().size(), std::size_t{3});
    QCOMPARE(run.wallTimes()[0], 3'155'760'010 * kSecond);
    QCOMPARE(run.wallTimes()[1], 1'593'561'610 * kSecond);
    QCOMPARE(run.wallTimes()[2], 100 * kSecond);
    QCOMPARE(run.channels(), (Lines{"power import [kW]", "arrival_delay [s]"}));
}

void DsmrDecoderTest::aCrcThatDoesNotMatchDropsTheTelegram() {
    DecodeRun run(Format::Dsmr);
    const std::string good = dsmrTelegram({"1-0:1.7.0(02.027*kW)"});
    std::string bad = good;
    bad[bad.find("2.027")] = '3';

    run.feed(good + bad + good);

    QCOMPARE(run.counts().frames, quint64{2});
    QCOMPARE(run.counts().framesDamaged[DiscardReason::Checksum], quint64{1});
    QCOMPARE(run.counts().bytesDiscarded[DiscardReason::Checksum], quint64{bad.size()});
}

void DsmrDecoderTest::aTelegramOfVersion4NeedsItsCrc() {
    DecodeRun run(Format::Dsmr);

    run.feed(dsmrTelegram({"1-3:0.2.8(42)", "1-0:1.7.0(1*kW)"}, TelegramEnd::Bare));
    run.feed(dsmrTelegram({"1-0:1.7.0(1*kW)"}, TelegramEnd::Bare));

    QCOMPARE(run.counts().framesDamaged[DiscardReason::Checksum], quint64{1});
    QCOMPARE(run.counts().frames, quint64{1});
}

void DsmrDecoderTest::aTelegramWithoutCrcMustHoldNothingElse() {
    DecodeRun run(Format::Dsmr);

    run.feed(dsmrTelegram({"1-0:1.7.0(1*kW)", "1-0:2.7"}, TelegramEnd::Bare));
    run.feed(dsmrTelegram({"1-0:1.7.0(1*kW)\xFF"}, TelegramEnd::Bare));

    QCOMPARE(run.counts().framesDamaged[DiscardReason::Syntax], quint64{2});
    QCOMPARE(run.counts().frames, quint64{0});
}

void DsmrDecoderTest::aTelegramInWhichAnotherBeginsIsDropped() {
    DecodeRun run(Format::Dsmr);
    const std::string telegram = dsmrTelegram({"1-0:1.7.0(1*kW)", "1-0:2.7.0(2*kW)"});
    const std::string half = telegram.substr(0, telegram.find("1-0:2.7"));

    run.feed(half + telegram);

    QCOMPARE(run.counts().framesDamaged[DiscardReason::Length], quint64{1});
    QCOMPARE(run.counts().bytesDiscarded.total(), quint64{half.size()});
    QCOMPARE(run.counts().frames, quint64{1});
}

void DsmrDecoderTest::lineFeedsAloneEndLinesToo() {
    DecodeRun run(Format::Dsmr);

    run.feed("/AB\n\n1-0:1.7.0(1*kW)\n!\n/AB\n\n1-0:1.7.0(2*kW)\n!\n");

    QCOMPARE(run.events(), (Lines{"row power import=1", "row power import=2"}));
    QCOMPARE(run.counts().bytesDiscarded.total(), quint64{0});
}

void DsmrDecoderTest::theEndOfAFileEndsTheFooter() {
    const std::string telegram = dsmrTelegram({"1-0:1.7.0(1*kW)"});
    const std::string unended = telegram.substr(0, telegram.size() - 2);
    DecodeRun complete(Format::Dsmr);
    DecodeRun cut(Format::Dsmr);

    complete.feed(unended).finish(StreamEnd::Complete);
    cut.feed(unended).finish(StreamEnd::Cut);

    QCOMPARE(complete.counts().frames, quint64{1});
    QCOMPARE(cut.counts().frames, quint64{0});
    QCOMPARE(cut.counts().bytesDiscarded[DiscardReason::Unfinished], quint64{unended.size()});
}

void DsmrDecoderTest::whatIsJoinedIsNoDamage() {
    DecodeRun run(Format::Dsmr);
    const std::string telegram = dsmrTelegram({"1-0:1.7.0(1*kW)"});
    std::string bad = telegram;
    bad[bad.size() - 4] = 'x';

    run.begin(StreamStart::MidFrame).feed(telegram.substr(9) + telegram + bad);

    QCOMPARE(run.counts().bytesDiscarded[DiscardReason::PartialStart],
             quint64{telegram.size() - 9});
    QCOMPARE(run.counts().frames, quint64{1});
    QCOMPARE(run.counts().framesDamaged[DiscardReason::Checksum], quint64{1});
}

void DsmrDecoderTest::aTelegramWithoutEndIsBounded() {
    DecodeRun run(Format::Dsmr);

    run.feed("/AB\r\n");
    for (int i = 0; i < 1000; ++i)
        run.feed(std::string(998, 'x') + "\r\n");
    run.feed(dsmrTelegram({"1-0:1.7.0(1*kW)"}));

    QCOMPARE(run.counts().framesDamaged[DiscardReason::Overlong], quint64{1});
    QCOMPARE(run.counts().framesDamaged.total(), quint64{1});
    QCOMPARE(run.counts().frames, quint64{1});
    QVERIFY(run.mostPendingBytes() <= Decoder::kMaxFrameBytes);
}

void DsmrDecoderTest::telegramsOfMetersGiveTheirTruth_data() {
    QTest::addColumn<QString>("telegram");
    for (const char* const name : {"TELEGRAM_V2_2", "TELEGRAM_V4_2", "TELEGRAM_V5"})
        QTest::newRow(name) << QString::fromLatin1(name);
}

namespace {

/// The values of a row, sorted, without their channels.
std::vector<double> valuesOf(const std::string& event) {
    std::vector<double> values;
    for (std::size_t at = 0; (at = event.find('=', at)) != std::string::npos; ++at)
        values.push_back(std::stod(event.substr(at + 1)));
    std::sort(values.begin(), values.end());
    return values;
}

bool isCount(const QString& code) {
    static const QRegularExpression kCounts(QStringLiteral("96\\.14\\.0|96\\.7\\.|\\.3[26]\\.0"));
    return code.contains(kCounts);
}

}  // namespace

void DsmrDecoderTest::telegramsOfMetersGiveTheirTruth() {
    QFETCH(QString, telegram);
    const QString folder = QStringLiteral(TH_CAPTURES "/dsmr/");
    QFile capture(folder + telegram + QStringLiteral(".txt"));
    QFile truth(folder + QStringLiteral("expected.json"));
    if (!capture.open(QIODevice::ReadOnly) || !truth.open(QIODevice::ReadOnly))
        QSKIP("The captures are not here.");
    const QJsonObject obis = QJsonDocument::fromJson(truth.readAll())
                                 .object()[telegram]
                                 .toObject()[QLatin1String("obis")]
                                 .toObject();
    DecodeRun run(Format::Dsmr);

    run.feed(capture.readAll().toStdString()).finish();

    std::vector<double> expected;
    int texts = 0;
    for (auto line = obis.begin(); line != obis.end(); ++line) {
        const QJsonObject value = line.value().toObject();
        const QString text = value[QLatin1String("text")].toString();
        if (value.contains(QLatin1String("value")))
            expected.push_back(value[QLatin1String("value")].toDouble());
        else if (isCount(line.key()))
            expected.push_back(text.toDouble());
        texts += !text.isEmpty() && line.key() != QLatin1String("0-0:1.0.0") ? 1 : 0;
    }
    // The truth leaves out the gas of the old telegram.
    if (telegram.contains(QLatin1String("V2"))) expected.push_back(1.001);
    std::sort(expected.begin(), expected.end());
    QCOMPARE(run.counts().frames, quint64{1});
    QCOMPARE(run.counts().textLines, static_cast<quint64>(texts));
    QCOMPARE(valuesOf(run.events().back()), expected);
    QCOMPARE(run.counts().bytesDiscarded.total(), quint64{0});
}

}  // namespace telemetryhub::engine

QTEST_APPLESS_MAIN(telemetryhub::engine::DsmrDecoderTest)
#include "test_dsmr_decoder.moc"
