// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/console_rows.h"
#include "panels/wire_text.h"
#include "support/patient_qtest.h"

using namespace telemetryhub;
using namespace telemetryhub::ui;
using engine::Direction;
using engine::DiscardReason;
using engine::TrafficPiece;

namespace {

TrafficPiece piece(const std::string& bytes, std::int64_t ms = 0,
                   Direction direction = Direction::Received) {
    return {0, {ms * 1'000'000, ms * 1'000'000}, direction, {}, bytes};
}

TrafficPiece damaged(const std::string& bytes, DiscardReason reason = DiscardReason::Checksum) {
    TrafficPiece frame = piece(bytes);
    frame.damage = reason;
    return frame;
}

std::vector<ConsoleRow> cut(const ConsoleRows& how, const std::vector<TrafficPiece>& pieces) {
    std::vector<ConsoleRow> rows;
    for (const TrafficPiece& one : pieces)
        how.add(one, rows);
    return rows;
}

}  // namespace

class TestConsoleRows : public QObject {
    Q_OBJECT

private slots:
    void aLineEndsARow();
    void aLineThatComesInPartsIsOneRow();
    void whatIsSentStandsOnItsOwn();
    void aLongLineIsBroken();
    void hexBreaksAtItsWidth();
    void aPauseBreaksHex();
    void aDamagedLineIsMarkedWhereItStands();
    void aDamagedFrameThatStandsInNoRowHasItsOwn();
    void equalDamageMarksOneRowAfterTheOther();
    void whatFollowsADamagedFrameHasARowOfItsOwn();
    void rowsAreTheSameHoweverTheyWereCutBefore();
    void bytesReadAsHexAndDots();
    void wordsAreFoundWithoutRegardToCase();
    void hexIsFoundAsBytes();
    void foreignBytesAreEscaped();
};

void TestConsoleRows::aLineEndsARow() {
    const auto rows = cut(ConsoleRows(), {piece("1,2\r\n3,4\n5")});

    QCOMPARE(rows.size(), std::size_t{3});
    QCOMPARE(rows[0].bytes, std::string("1,2\r\n"));
    QCOMPARE(rows[2].bytes, std::string("5"));
}

void TestConsoleRows::aLineThatComesInPartsIsOneRow() {
    const auto rows = cut(ConsoleRows(), {piece("1,", 0), piece("2\n", 900), piece("3\n", 950)});

    QCOMPARE(rows.size(), std::size_t{2});
    QCOMPARE(rows[0].bytes, std::string("1,2\n"));
    QCOMPARE(rows[0].time.steadyNs, std::int64_t{0});
}

void TestConsoleRows::whatIsSentStandsOnItsOwn() {
    const auto rows =
        cut(ConsoleRows(), {piece("1,"), piece("OUT 1\n", 1, Direction::Sent), piece("2\n", 2)});

    QCOMPARE(rows.size(), std::size_t{3});
    QCOMPARE(rows[1].direction, Direction::Sent);
}

void TestConsoleRows::aLongLineIsBroken() {
    const auto rows = cut(ConsoleRows(), {piece(std::string(ConsoleRows::kMaxLineBytes + 1, 'x'))});

    QCOMPARE(rows.size(), std::size_t{2});
    QCOMPARE(rows[0].bytes.size(), ConsoleRows::kMaxLineBytes);
}

void TestConsoleRows::hexBreaksAtItsWidth() {
    const auto rows =
        cut(ConsoleRows(ConsoleForm::Hex, 8), {piece("12345"), piece("678\n", 1), piece("9", 2)});

    QCOMPARE(rows.size(), std::size_t{2});
    QCOMPARE(rows[0].bytes, std::string("12345678"));
    QCOMPARE(rows[1].bytes, std::string("\n9"));
}

void TestConsoleRows::aPauseBreaksHex() {
    const auto rows = cut(ConsoleRows(ConsoleForm::Both, 16), {piece("ab"), piece("cd", 21)});

    QCOMPARE(rows.size(), std::size_t{2});
}

void TestConsoleRows::aDamagedLineIsMarkedWhereItStands() {
    const auto rows = cut(ConsoleRows(), {piece("$A*00\r\n$B*42\r\n"), damaged("$A*00")});

    QCOMPARE(rows.size(), std::size_t{2});
    QCOMPARE(rows[0].damage, std::optional(DiscardReason::Checksum));
    QVERIFY(!rows[1].damage && !rows[0].isFrame);
}

void TestConsoleRows::aDamagedFrameThatStandsInNoRowHasItsOwn() {
    const auto rows = cut(ConsoleRows(ConsoleForm::Hex, 8),
                          {piece("0123456789abcdef"), damaged("456789ab"), piece("gh", 1)});

    QCOMPARE(rows.size(), std::size_t{4});
    QVERIFY(rows[2].isFrame);
    QCOMPARE(rows[3].bytes, std::string("gh"));
}

void TestConsoleRows::equalDamageMarksOneRowAfterTheOther() {
    const auto rows = cut(ConsoleRows(), {piece("x\nx\nx\n"), damaged("x"), damaged("x")});

    QVERIFY(!rows[0].damage && rows[1].damage && rows[2].damage);
}

void TestConsoleRows::whatFollowsADamagedFrameHasARowOfItsOwn() {
    const auto rows =
        cut(ConsoleRows(ConsoleForm::Hex, 8), {piece("$A*00"), damaged("$A*00"), piece("b", 1)});

    QCOMPARE(rows.size(), std::size_t{2});
    QCOMPARE(rows[1].bytes, std::string("b"));
}

void TestConsoleRows::rowsAreTheSameHoweverTheyWereCutBefore() {
    const std::vector<TrafficPiece> pieces{piece("$A*00\r\n"), damaged("$A*00"), piece("hello\r"),
                                           piece("\nworld", 1), piece("?", 2, Direction::Sent)};
    const auto text = cut(ConsoleRows(), pieces);
    const ConsoleRows hex(ConsoleForm::Hex, 8);

    std::vector<ConsoleRow> there;
    for (const ConsoleRow& row : text)
        hex.recut(row, there);
    std::vector<ConsoleRow> back;
    for (const ConsoleRow& row : there)
        ConsoleRows().recut(row, back);

    QCOMPARE(back.size(), text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        QCOMPARE(back[i].bytes, text[i].bytes);
        QCOMPARE(back[i].damage, text[i].damage);
    }
}

void TestConsoleRows::bytesReadAsHexAndDots() {
    QCOMPARE(hexText(std::string_view("\r\n\xFFz", 4)), QStringLiteral("0D 0A FF 7A"));
    QCOMPARE(dottedText(std::string_view("\r\n\xFFz", 4)), QStringLiteral("\u00b7\u00b7\u00b7z"));
}

void TestConsoleRows::wordsAreFoundWithoutRegardToCase() {
    const auto needle = ConsoleNeedle::of(QStringLiteral("GPgga"), ConsoleForm::Text);

    QVERIFY(needle.isIn("$gpGGA,1"));
    QVERIFY(!needle.isIn("$GPRMC"));
}

void TestConsoleRows::hexIsFoundAsBytes() {
    const auto bytes = ConsoleNeedle::of(QStringLiteral("0d 0A"), ConsoleForm::Hex);
    const auto words = ConsoleNeedle::of(QStringLiteral("0d 0A"), ConsoleForm::Text);

    QVERIFY(bytes.isIn("x\r\n"));
    QVERIFY(!words.isIn("x\r\n"));
    QVERIFY(words.isIn("say 0D 0A"));
}

void TestConsoleRows::foreignBytesAreEscaped() {
    QCOMPARE(wireText("OUT 0\r\n"), QStringLiteral("OUT 0\\r\\n"));
    QCOMPARE(wireText("21 \xC2\xB0"
                      "C"),
             QStringLiteral("21 \u00b0C"));
    QCOMPARE(wireText(std::string_view("\x01\xFFz\0", 4)), QStringLiteral("\\x01\\xffz\\x00"));
}

QTEST_APPLESS_MAIN(TestConsoleRows)
#include "test_console_rows.moc"
