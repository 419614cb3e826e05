// SPDX-License-Identifier: GPL-3.0-or-later
#include <string>
#include <vector>

#include <QTest>

#include "binary_streams.h"
#include "decode_run.h"

namespace telemetryhub::engine {

using Lines = std::vector<std::string>;

namespace {

std::string onLine(std::initializer_list<int> bytes) {
    return withChecksum(bytesOf(bytes), ChecksumKind::Crc16Modbus);
}

DecodeRun listening(std::vector<ModbusField> fields = {}) {
    DecodeSettings settings(Format::Modbus);
    settings.registers = std::move(fields);
    return DecodeRun(makeDecoder(settings));
}

ModbusField listed(std::string name, int address, NumberType type,
                   ModbusField::WordOrder order = ModbusField::WordOrder::ABCD) {
    ModbusField field;
    field.name = std::move(name);
    field.address = address;
    field.type = type;
    field.order = order;
    return field;
}

}  // namespace

class ModbusDecoderTest : public QObject {
    Q_OBJECT

private slots:
    void anAnswerTakesItsAddressesFromTheRequest();
    void bitsAreReadFromTheLowestOn();
    void anAnswerAsLongAsARequestIsToldByTheRequest();
    void aConfirmedWriteIsASample();
    void aWriteToAllUnitsNeedsNoAnswer();
    void listedRegistersAreReadByTypeAndWordOrder_data();
    void listedRegistersAreReadByTypeAndWordOrder();
    void listedRegistersAreScaledAndOthersLeftOut();
    void anExceptionIsALineOfText();
    void anAnswerWithoutARequestIsToldOnce();
    void anAnswerOfAnotherLengthIsNotTaken();
    void aDamagedFrameIsOneDamageAndTheNextCounts();
    void garbageBetweenFramesIsSkippedByteByByte();
    void aFalseBeginningSwallowsNoFrameBehindIt();
    void aRequestThatNobodyAnswersIsForgotten();
    void framesOfFunctionsWithoutValuesAreGood_data();
    void framesOfFunctionsWithoutValuesAreGood();
    void aReservedUnitIsReadWhenItsChecksumFits();
    void registersWithoutAChannelAreTold();
    void aWriteRepeatedMuchLaterIsAskedAgain();
};

void ModbusDecoderTest::anAnswerTakesItsAddressesFromTheRequest() {
    DecodeRun run = listening();

    run.feed(onLine({1, 3, 0, 100, 0, 2}) + onLine({1, 3, 4, 0, 7, 0xFF, 0xFE}));
    run.feed(onLine({17, 4, 1, 0, 0, 1}) + onLine({17, 4, 2, 0x12, 0x34}));

    QCOMPARE(run.events(), (Lines{"row 1.hr100=7 1.hr101=65534", "row 17.ir256=4660"}));
    QCOMPARE(run.counts().bytesDiscarded.total(), quint64{0});
}

void ModbusDecoderTest::bitsAreReadFromTheLowestOn() {
    DecodeRun run = listening();

    run.feed(onLine({2, 1, 0, 5, 0, 3}) + onLine({2, 1, 1, 0b101}));
    run.feed(onLine({2, 2, 0, 0, 0, 9}) + onLine({2, 2, 2, 0, 1}));

    QCOMPARE(run.events()[0], std::string("row 2.c5=1 2.c6=0 2.c7=1"));
    QVERIFY(run.events()[1].ends_with("2.di7=0 2.di8=1"));
}

void ModbusDecoderTest::anAnswerAsLongAsARequestIsToldByTheRequest() {
    DecodeRun run = listening();

    // 24 bits are three bytes: an answer of 8 bytes, as long as a request.
    run.feed(onLine({1, 1, 0, 0, 0, 24}) + onLine({1, 1, 3, 0, 1, 0}));
    run.feed(onLine({1, 1, 3, 0, 0, 1}) + onLine({1, 1, 1, 1}));

    QCOMPARE(run.counts().frames, quint64{2});
    QVERIFY(run.events()[0].find("1.c8=1") != std::string::npos);
    QCOMPARE(run.events()[1], std::string("row 1.c768=1"));
}

void ModbusDecoderTest::aConfirmedWriteIsASample() {
    DecodeRun run = listening();

    run.feed(onLine({1, 6, 0, 8, 1, 1}));
    QCOMPARE(run.events(), Lines{});
    run.feed(onLine({1, 6, 0, 8, 1, 1}));
    run.feed(onLine({1, 16, 0, 9, 0, 2, 4, 0, 77, 0, 78}) + onLine({1, 16, 0, 9, 0, 2}));
    run.feed(onLine({1, 5, 0, 3, 0xFF, 0}) + onLine({1, 5, 0, 3, 0xFF, 0}));
    run.feed(onLine({1, 15, 0, 4, 0, 2, 1, 2}) + onLine({1, 15, 0, 4, 0, 2}));

    QCOMPARE(run.events(),
             (Lines{"row 1.hr8=257", "row 1.hr9=77 1.hr10=78", "row 1.c3=1", "row 1.c4=0 1.c5=1"}));
}

void ModbusDecoderTest::aWriteToAllUnitsNeedsNoAnswer() {
    DecodeRun run = listening();

    run.feed(onLine({0, 6, 0, 1, 0, 5}) + onLine({0, 16, 0, 2, 0, 1, 2, 0, 6}));

    QCOMPARE(run.events(), (Lines{"row 0.hr1=5", "row 0.hr2=6"}));
}

void ModbusDecoderTest::listedRegistersAreReadByTypeAndWordOrder_data() {
    QTest::addColumn<int>("type");
    QTest::addColumn<int>("order");
    QTest::addColumn<QByteArray>("registers");
    QTest::addColumn<QByteArray>("value");
    using Order = ModbusField::WordOrder;
    const auto row = [](NumberType type, Order order, const char* hex, const char* value) {
        QTest::addRow("%s %d", hex, static_cast<int>(order))
            << static_cast<int>(type) << static_cast<int>(order) << QByteArray::fromHex(hex)
            << QByteArray(value);
    };
    row(NumberType::I16, Order::ABCD, "fffe", "-2");
    row(NumberType::U16, Order::BADC, "3412", "4660");
    row(NumberType::U8, Order::ABCD, "1234", "52");
    row(NumberType::I8, Order::BADC, "ff00", "-1");
    row(NumberType::U32, Order::ABCD, "12345678", "305419896");
    row(NumberType::U32, Order::CDAB, "56781234", "305419896");
    row(NumberType::U32, Order::BADC, "34127856", "305419896");
    row(NumberType::U32, Order::DCBA, "78563412", "305419896");
    row(NumberType::F32, Order::CDAB, "00004049", "3.140625");
    row(NumberType::F64, Order::ABCD, "c004000000000000", "-2.5");
    row(NumberType::F64, Order::CDAB, "000000000000c004", "-2.5");
    row(NumberType::I64, Order::DCBA, "f9ffffffffffffff", "-7");
}

void ModbusDecoderTest::listedRegistersAreReadByTypeAndWordOrder() {
    QFETCH(int, type);
    QFETCH(int, order);
    QFETCH(QByteArray, registers);
    QFETCH(QByteArray, value);
    DecodeRun run = listening({listed("x", 10, static_cast<NumberType>(type),
                                      static_cast<ModbusField::WordOrder>(order))});
    const auto size = static_cast<int>(registers.size());

    run.feed(onLine({1, 3, 0, 10, 0, size / 2}));
    run.feed(
        withChecksum(bytesOf({1, 3, size}) + registers.toStdString(), ChecksumKind::Crc16Modbus));

    QCOMPARE(run.events(), Lines{"row x=" + value.toStdString()});
}

void ModbusDecoderTest::listedRegistersAreScaledAndOthersLeftOut() {
    ModbusField volt = listed("voltage", 11, NumberType::U16);
    volt.factor = 0.1;
    volt.unitText = "V";
    DecodeRun run = listening({volt, listed("half seen", 12, NumberType::U32)});

    run.feed(onLine({1, 3, 0, 10, 0, 3}) + onLine({1, 3, 6, 0, 1, 8, 0xFD, 0, 3}));
    run.feed(onLine({2, 3, 0, 10, 0, 2}) + onLine({2, 3, 4, 0, 1, 0, 2}));

    QCOMPARE(run.events(), Lines{"row voltage=230.1"});
    QCOMPARE(run.channels(), Lines{"voltage [V]"});
    QCOMPARE(run.counts().bytesDiscarded.total(), quint64{0});
}

void ModbusDecoderTest::anExceptionIsALineOfText() {
    DecodeRun run = listening();

    run.feed(onLine({1, 3, 0, 100, 0, 2}) + onLine({1, 0x83, 2}));

    QCOMPARE(run.events(), Lines{"text unit 1: exception 2, illegal data address, to: "
                                 "read holding registers at 100, count 2"});
}

void ModbusDecoderTest::anAnswerWithoutARequestIsToldOnce() {
    DecodeRun run = listening();

    for (int i = 0; i < 3; ++i)
        run.feed(onLine({1, 3, 2, 0, 7}));

    QCOMPARE(run.events(),
             Lines{"text unit 1: answer without a request to: read holding registers"});
    QCOMPARE(run.counts().framesDamaged.total(), quint64{0});
}

void ModbusDecoderTest::anAnswerOfAnotherLengthIsNotTaken() {
    DecodeRun run = listening();

    run.feed(onLine({1, 3, 0, 0, 0, 2}) + onLine({1, 3, 2, 0, 7}));

    QCOMPARE(run.counts().frames, quint64{0});
}

void ModbusDecoderTest::aDamagedFrameIsOneDamageAndTheNextCounts() {
    DecodeRun run = listening();
    const std::string request = onLine({1, 3, 0, 100, 0, 1});
    const std::string answer = onLine({1, 3, 2, 0, 7});
    std::string bad = answer;
    bad[4] = 9;

    run.feed(request + bad + request + answer);

    QCOMPARE(run.counts().framesDamaged[DiscardReason::Checksum], quint64{1});
    QCOMPARE(run.counts().framesDamaged.total(), quint64{1});
    QCOMPARE(run.events().back(), std::string("row 1.hr100=7"));
    QCOMPARE(run.counts().bytesDiscarded.total(), quint64{bad.size()});
}

void ModbusDecoderTest::garbageBetweenFramesIsSkippedByteByByte() {
    DecodeRun run = listening();

    run.feed(onLine({1, 3, 0, 100, 0, 1}) + "\xFF\xFF\xFF" + onLine({1, 3, 2, 0, 7}));

    QCOMPARE(run.events(), (Lines{"damage syntax \xFF\xFF\xFF", "row 1.hr100=7"}));
}

void ModbusDecoderTest::aFalseBeginningSwallowsNoFrameBehindIt() {
    DecodeRun run = listening();

    // It looks like the answer of 64 bytes.
    run.feed(bytesOf({1, 3, 64}));
    for (int i = 0; i < 8; ++i)
        run.feed(onLine({1, 3, 0, 100, 0, 1}) + onLine({1, 3, 2, 0, 7}));

    QCOMPARE(run.counts().frames, quint64{8});
    QCOMPARE(run.counts().framesDamaged.total(), quint64{1});
    QCOMPARE(run.counts().bytesDiscarded.total(), quint64{3});
}

void ModbusDecoderTest::aRequestThatNobodyAnswersIsForgotten() {
    DecodeRun run = listening();

    run.feed(onLine({5, 3, 0, 1, 0, 1}) + onLine({1, 3, 0, 100, 0, 1}) + onLine({1, 3, 2, 0, 7}));

    QCOMPARE(run.events(), Lines{"row 1.hr100=7"});
}

void ModbusDecoderTest::framesOfFunctionsWithoutValuesAreGood_data() {
    QTest::addColumn<QByteArray>("frame");
    const auto row = [](const char* name, std::initializer_list<int> bytes) {
        QTest::newRow(name) << QByteArray::fromStdString(bytesOf(bytes));
    };
    row("exception status, asked", {9, 7});
    row("exception status", {9, 7, 0x6D});
    row("diagnostics", {9, 8, 0, 0, 0xA5, 0x37});
    row("event counter, asked", {9, 11});
    row("event counter", {9, 11, 0xFF, 0xFF, 1, 8});
    row("event log", {9, 12, 8, 0, 0, 1, 8, 1, 0x21, 0x20, 0});
    row("server id, asked", {9, 17});
    row("server id", {9, 17, 4, 0x42, 0xFF, 'a', 'b'});
    row("file record, asked", {9, 20, 7, 6, 0, 4, 0, 1, 0, 2});
    row("file record", {9, 20, 6, 5, 6, 0x0D, 0xFE, 0, 0x20});
    row("file record written", {9, 21, 9, 6, 0, 4, 0, 7, 0, 1, 6, 0xAF});
    row("mask", {9, 22, 0, 4, 0, 0xF2, 0, 0x25});
    row("read and write, asked", {9, 23, 0, 3, 0, 2, 0, 14, 0, 1, 2, 0, 0xFF});
    row("read and write", {9, 23, 4, 0, 0xFE, 0x0A, 0xCD});
    row("queue, asked", {9, 24, 4, 0xDE});
    row("queue", {9, 24, 0, 6, 0, 2, 1, 0xB8, 0x12, 0x84});
    row("identification, asked", {9, 43, 14, 1, 0});
    row("identification", {9, 43, 14, 1, 1, 0, 0, 2, 0, 3, 'A', 'C', 'M', 1, 2, 'x', 'y'});
}

void ModbusDecoderTest::framesOfFunctionsWithoutValuesAreGood() {
    QFETCH(QByteArray, frame);
    const std::string bytes = withChecksum(frame.toStdString(), ChecksumKind::Crc16Modbus) +
                              onLine({1, 3, 0, 100, 0, 1}) + onLine({1, 3, 2, 0, 7});

    for (const std::size_t chunk : {1U, 7U, 64U, 4096U}) {
        DecodeRun run = listening();
        for (std::size_t at = 0; at < bytes.size(); at += chunk)
            run.feed(std::string_view(bytes).substr(at, chunk));
        QCOMPARE(run.events(), Lines{"row 1.hr100=7"});
        QCOMPARE(run.counts().bytesDiscarded.total(), quint64{0});
        QVERIFY(run.ledgerAlwaysClosed());
    }
}

void ModbusDecoderTest::aReservedUnitIsReadWhenItsChecksumFits() {
    DecodeRun run = listening();

    run.feed(onLine({255, 3, 0, 100, 0, 1}) + onLine({255, 3, 2, 0, 7}));

    QCOMPARE(run.events(), Lines{"row 255.hr100=7"});
    QCOMPARE(run.counts().bytesDiscarded.total(), quint64{0});
}

void ModbusDecoderTest::registersWithoutAChannelAreTold() {
    DecodeRun run = listening();

    for (int unit = 1; unit <= 4; ++unit) {
        std::string answer = bytesOf({unit, 3, 200});
        answer.append(200, '\1');
        run.feed(onLine({unit, 3, 0, 0, 0, 100}));
        run.feed(withChecksum(answer, ChecksumKind::Crc16Modbus));
    }

    QCOMPARE(run.channels().size(), std::size_t{256});
    QCOMPARE(run.events()[2], std::string("text unit 3: registers from 0 on are left out, because "
                                          "there are 256 channels: list the registers to show in "
                                          "a profile"));
    QCOMPARE(run.counts().textLines, quint64{1});
}

void ModbusDecoderTest::aWriteRepeatedMuchLaterIsAskedAgain() {
    DecodeRun run = listening();
    constexpr std::int64_t kMillisecond = 1'000'000;
    const std::string write = onLine({1, 6, 0, 9, 0, 5});

    run.setTime(1000 * kMillisecond);
    run.feed(write);
    run.setTime(1800 * kMillisecond);
    run.feed(write);
    QCOMPARE(run.events(), Lines{});
    run.setTime(1850 * kMillisecond);
    run.feed(write);

    QCOMPARE(run.events(), Lines{"row 1.hr9=5"});
}

}  // namespace telemetryhub::engine

QTEST_APPLESS_MAIN(telemetryhub::engine::ModbusDecoderTest)
#include "test_modbus_decoder.moc"
