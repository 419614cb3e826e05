// SPDX-License-Identifier: GPL-3.0-or-later
#include <map>
#include <string>
#include <vector>

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include "binary_streams.h"
#include "decode_run.h"

namespace telemetryhub::engine {

using Lines = std::vector<std::string>;

class VeDirectDecoderTest : public QObject {
    Q_OBJECT

private slots:
    void aBlockIsASampleInUnitsAPersonReads();
    void aCheckByteMayBeAnything_data();
    void aCheckByteMayBeAnything();
    void textsAreToldWhenTheyChange();
    void anUnknownValueIsAbsent();
    void blocksThatTakeTurnsLeaveEachOthersChannelsAbsent();
    void aHexFrameIsOutsideTheSumOfTheBlock_data();
    void aHexFrameIsOutsideTheSumOfTheBlock();
    void aBadHexFrameIsDamageAndSparesTheBlock();
    void aColonThatBeginsNoHexFrameIsOrdinary();
    void aBlockThatDoesNotAddUpIsOneDamage();
    void aLostEndTakesNoOtherBlockWithIt();
    void aPartOfABlockAtTheStartIsNoDamage();
    void aWholeBlockAtTheStartCounts();
    void aBlockWithoutEndIsBounded();
    void aBatteryMonitorGivesItsTruth();
};

void VeDirectDecoderTest::aBlockIsASampleInUnitsAPersonReads() {
    DecodeRun run(Format::VeDirect);

    run.feed(veDirectBlock({"V\t12065", "VPV\t18540", "I\t-7625", "PPV\t-92", "CE\t-65473",
                            "SOC\t839", "TTG\t942", "H19\t368003", "H21\t26", "XYZ\t5"}));

    QCOMPARE(run.events(), Lines{"row V=12.065 VPV=18.54 I=-7.625 PPV=-92 CE=-65.473 SOC=83.9 "
                                 "TTG=942 H19=3680.03 H21=26 XYZ=5"});
    QCOMPARE(run.channels(), (Lines{"V [V]", "VPV [V]", "I [A]", "PPV [W]", "CE [Ah]", "SOC [%]",
                                    "TTG [min]", "H19 [kWh]", "H21 [W]", "XYZ"}));
}

void VeDirectDecoderTest::aCheckByteMayBeAnything_data() {
    QTest::addColumn<int>("check");
    for (int check = 0; check < 256; ++check)
        QTest::addRow("%d", check) << check;
}

void VeDirectDecoderTest::aCheckByteMayBeAnything() {
    QFETCH(int, check);
    std::string filler;
    std::string block;
    do {
        filler.push_back(static_cast<char>('A' + filler.size() % 26));
        filler.push_back(static_cast<char>('a' + filler.size() * 7 % 26));
        block = veDirectBlock({"V\t1000", "FW\t" + filler});
    } while (static_cast<unsigned char>(block.back()) != check && filler.size() < 3000);
    if (static_cast<unsigned char>(block.back()) != check) QSKIP("No filler makes this byte.");
    DecodeRun run(Format::VeDirect);

    for (int i = 0; i < 3; ++i)
        run.feed(block);

    QCOMPARE(run.counts().frames, quint64{3});
    QCOMPARE(run.counts().bytesDiscarded.total(), quint64{0});
}

void VeDirectDecoderTest::textsAreToldWhenTheyChange() {
    DecodeRun run(Format::VeDirect);

    run.feed(veDirectBlock({"PID\t0x203", "SER#\tHQ1234ABCDE", "FW\t0308", "Relay\tOFF"}));
    run.feed(veDirectBlock({"PID\t0x203", "SER#\tHQ1234ABCDE", "FW\t0308", "Relay\tON"}));

    QCOMPARE(run.events(),
             (Lines{"text PID: 0x203", "text SER#: HQ1234ABCDE", "text FW: 0308", "text Relay: OFF",
                    "row Relay=0", "text Relay: ON", "row Relay=1"}));
}

void VeDirectDecoderTest::anUnknownValueIsAbsent() {
    DecodeRun run(Format::VeDirect);

    run.feed(veDirectBlock({"V\t12000", "T\t21"}) + veDirectBlock({"V\t12010", "T\t---"}));

    QCOMPARE(run.events(), (Lines{"row V=12 T=21", "row V=12.01"}));
}

void VeDirectDecoderTest::blocksThatTakeTurnsLeaveEachOthersChannelsAbsent() {
    DecodeRun run(Format::VeDirect);

    run.feed(veDirectBlock({"V\t12000"}) + veDirectBlock({"H1\t-1000"}) +
             veDirectBlock({"V\t12500"}));

    QCOMPARE(run.events(), (Lines{"row V=12", "row H1=-1", "row V=12.5"}));
}

void VeDirectDecoderTest::aHexFrameIsOutsideTheSumOfTheBlock_data() {
    QTest::addColumn<int>("place");
    for (int place = 0; place <= 3; ++place)
        QTest::addRow("place %d", place) << place;
}

void VeDirectDecoderTest::aHexFrameIsOutsideTheSumOfTheBlock() {
    QFETCH(int, place);
    const std::string block = veDirectBlock({"V\t12000", "I\t5"});
    const std::size_t places[] = {0, block.find("\r\nI"), block.find("\r\nChecksum"), block.size()};
    std::string stream = block;
    stream.insert(places[place], veDirectHex("7F0ED0071"));
    DecodeRun run(Format::VeDirect);

    run.feed(block + stream + block);

    QCOMPARE(run.counts().frames, quint64{3});
    QCOMPARE(run.counts().framesDamaged.total(), quint64{0});
    QCOMPARE(run.counts().textLines, quint64{1});
    QCOMPARE(run.counts().bytesDiscarded.total(), quint64{0});
    QVERIFY(run.ledgerAlwaysClosed());
}

void VeDirectDecoderTest::aBadHexFrameIsDamageAndSparesTheBlock() {
    const std::string block = veDirectBlock({"V\t12000", "I\t5"});
    const std::string bad = ":7F0ED00FF\n";
    std::string inside = block;
    inside.insert(block.find("\r\nI"), bad);
    DecodeRun run(Format::VeDirect);

    run.feed(inside + bad + block);

    QCOMPARE(run.counts().frames, quint64{2});
    QCOMPARE(run.counts().framesDamaged[DiscardReason::Checksum], quint64{2});
    QCOMPARE(run.counts().bytesDiscarded[DiscardReason::Checksum], quint64{2 * bad.size()});
    QVERIFY(run.ledgerAlwaysClosed());
}

void VeDirectDecoderTest::aColonThatBeginsNoHexFrameIsOrdinary() {
    DecodeRun run(Format::VeDirect);

    run.feed(veDirectBlock({"V\t12000", "SER#\ta:b:12"}) + veDirectBlock({"V\t1000"}));

    QCOMPARE(run.events(), (Lines{"text SER#: a:b:12", "row V=12", "row V=1"}));
}

void VeDirectDecoderTest::aBlockThatDoesNotAddUpIsOneDamage() {
    const std::string block = veDirectBlock({"PID\t0x203", "V\t12000", "I\t5"});
    for (std::size_t at = 0; at < block.size(); ++at) {
        std::string bad = block;
        bad[at] = static_cast<char>(bad[at] ^ 0x04);
        DecodeRun run(Format::VeDirect);

        run.feed(block + bad + block + block);

        QCOMPARE(run.counts().frames, quint64{3});
        QCOMPARE(run.counts().framesDamaged.total(), quint64{1});
    }
}

void VeDirectDecoderTest::aLostEndTakesNoOtherBlockWithIt() {
    const std::string block = veDirectBlock({"V\t12000", "I\t5"});
    DecodeRun run(Format::VeDirect);

    run.feed(block + block.substr(0, block.size() - 9) + block + block);

    QCOMPARE(run.counts().frames, quint64{3});
    QCOMPARE(run.counts().framesDamaged[DiscardReason::Checksum], quint64{1});
}

void VeDirectDecoderTest::aPartOfABlockAtTheStartIsNoDamage() {
    const std::string block = veDirectBlock({"V\t12000", "I\t5"});
    DecodeRun run(Format::VeDirect);

    run.begin(StreamStart::MidFrame).feed(block.substr(5) + block);

    QCOMPARE(run.counts().frames, quint64{1});
    QCOMPARE(run.counts().bytesDiscarded[DiscardReason::PartialStart], quint64{block.size() - 5});
    QCOMPARE(run.counts().framesDamaged.total(), quint64{0});
}

void VeDirectDecoderTest::aWholeBlockAtTheStartCounts() {
    DecodeRun run(Format::VeDirect);

    run.begin(StreamStart::MidFrame).feed(veDirectBlock({"PID\t0x203", "V\t12000"}));

    QCOMPARE(run.counts().frames, quint64{1});
}

void VeDirectDecoderTest::aBlockWithoutEndIsBounded() {
    DecodeRun run(Format::VeDirect);

    run.feed("\r\nV\t").feed(std::string(1'000'000, 'x')).feed(veDirectBlock({"V\t12000"}));

    QCOMPARE(run.counts().framesDamaged[DiscardReason::Overlong], quint64{1});
    QCOMPARE(run.counts().framesDamaged.total(), quint64{1});
    QCOMPARE(run.counts().frames, quint64{1});
    QVERIFY(run.mostPendingBytes() <= 4096);
}

namespace {

/// What one unit of the integer on the wire is in the unit of the channel.
double scaleOf(const std::string& label) {
    static const std::map<std::string, double> kScales = {
        {"V", 1e-3},  {"I", 1e-3},  {"CE", 1e-3}, {"SOC", 0.1}, {"H1", 1e-3},  {"H2", 1e-3},
        {"H3", 1e-3}, {"H6", 1e-3}, {"H7", 1e-3}, {"H8", 1e-3}, {"H17", 0.01}, {"H18", 0.01}};
    const auto found = kScales.find(label);
    return found == kScales.end() ? 1 : found->second;
}

std::map<std::string, double> valuesOf(const std::string& event) {
    std::map<std::string, double> values;
    for (const QString& part : QString::fromStdString(event).split(QLatin1Char(' ')).mid(1))
        values[part.section(QLatin1Char('='), 0, 0).toStdString()] =
            part.section(QLatin1Char('='), 1).toDouble();
    return values;
}

}  // namespace

void VeDirectDecoderTest::aBatteryMonitorGivesItsTruth() {
    QFile capture(QStringLiteral(TH_CAPTURES "/vedirect/bvm702.bin"));
    QFile truth(QStringLiteral(TH_CAPTURES "/vedirect/bvm702.blocks.jsonl"));
    if (!capture.open(QIODevice::ReadOnly) || !truth.open(QIODevice::ReadOnly))
        QSKIP("The captures are not here.");
    const std::string bytes = capture.readAll().toStdString();
    DecodeRun run(Format::VeDirect);

    run.begin(StreamStart::MidFrame);
    cutIntoChunks(bytes, 13, [&](std::string_view chunk) { run.feed(chunk); });

    Lines rows;
    for (const std::string& event : run.events())
        if (event.starts_with("row")) rows.push_back(event);
    const auto blocks = truth.readAll().trimmed().split('\n');
    QCOMPARE(rows.size(), static_cast<std::size_t>(blocks.size()));
    QCOMPARE(run.counts().framesDamaged.total(), quint64{0});
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const auto block = QJsonDocument::fromJson(blocks[static_cast<int>(i)]).object();
        std::map<std::string, double> expected;
        for (auto field = block.begin(); field != block.end(); ++field) {
            const std::string label = field.key().toStdString();
            const std::string text = field.value().toString().toStdString();
            if (label == "PID" || label == "FW" || label == "BMV") continue;
            expected[label] = text == "OFF"  ? 0
                              : text == "ON" ? 1
                                             : std::stod(text) * scaleOf(label);
        }
        const auto values = valuesOf(rows[i]);
        QCOMPARE(values.size(), expected.size());
        for (const auto& [label, value] : expected)
            QVERIFY2(qAbs(values.at(label) - value) < 1e-9 * (1 + qAbs(value)), rows[i].c_str());
    }
}

}  // namespace telemetryhub::engine

QTEST_APPLESS_MAIN(telemetryhub::engine::VeDirectDecoderTest)
#include "test_vedirect_decoder.moc"
