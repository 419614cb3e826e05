// SPDX-License-Identifier: GPL-3.0-or-later
#include <bit>
#include <charconv>
#include <cmath>
#include <limits>
#include <random>

#include <QTest>

#include "telemetryhub/engine/core/sample_block.h"
#include "telemetryhub/engine/record/csv_format.h"

namespace telemetryhub::engine {
namespace {

std::string numberText(double value) {
    std::string text;
    appendNumber(text, value);
    return text;
}

/// The digits that count, without sign, point, exponent and zeros at either end.
std::string significantDigits(const std::string& number) {
    std::string digits;
    for (const char c : number.substr(0, number.find('e')))
        if (c >= '0' && c <= '9') digits += c;
    const auto first = digits.find_first_not_of('0');
    if (first == std::string::npos) return {};
    return digits.substr(first, digits.find_last_not_of('0') - first + 1);
}

std::string shortest(double value) {
    char text[64];
    return {text, std::to_chars(text, text + 64, value, std::chars_format::scientific).ptr};
}

bool readsBack(const std::string& text, double value) {
    double read = 0;
    const auto result = std::from_chars(text.data(), text.data() + text.size(), read);
    return result.ptr == text.data() + text.size() &&
           std::bit_cast<std::uint64_t>(read) == std::bit_cast<std::uint64_t>(value);
}

/// Doubles of every kind that a device may send.
double randomNumber(std::mt19937_64& random) {
    const double wide = std::uniform_real_distribution<>(-1, 1)(random);
    const auto decimals = static_cast<double>(random() % 9);
    switch (random() % 4) {
        case 0: return std::round(wide * 1e4 * std::pow(10, decimals)) / std::pow(10, decimals);
        case 1: return wide * std::pow(10, static_cast<double>(random() % 24) - 8);
        case 2: return std::round(wide * std::pow(10, static_cast<double>(random() % 18)));
        default: break;
    }
    for (;;) {
        const double value = std::bit_cast<double>(random());
        if (std::isfinite(value)) return value;
    }
}

}  // namespace

class TestCsvFormat : public QObject {
    Q_OBJECT

private slots:
    void numbersAreSpelled_data();
    void numbersAreSpelled();
    void anAbsentSampleIsAnEmptyCell();
    void everyNumberReadsBackBitEqualInTheFewestDigits();
    void secondsHaveNineDecimals_data();
    void secondsHaveNineDecimals();
    void wallTimesAreIso8601_data();
    void wallTimesAreIso8601();
    void textIsQuotedAndNeverAFormula_data();
    void textIsQuotedAndNeverAFormula();
    void aTitleHasTheUnitInBrackets();
};

void TestCsvFormat::numbersAreSpelled_data() {
    constexpr double kInfinity = std::numeric_limits<double>::infinity();
    QTest::addColumn<double>("value");
    QTest::addColumn<QString>("text");

    const auto row = [](const char* text, double value) {
        QTest::newRow(text) << value << QString::fromLatin1(text);
    };
    row("0", 0.0);
    row("-0", -0.0);
    row("1", 1.0);
    row("-1.5", -1.5);
    row("0.1", 0.1);
    row("0.000001", 0.000001);
    row("1e-07", 1e-7);
    row("0.30000000000000004", 0.1 + 0.2);
    row("100000", 100000.0);
    row("999999999.999999", 999999999.999999);
    row("1000000000", 1e9);
    row("1700000000.123", 1700000000.123);
    row("9007199254740994", 9007199254740994.0);
    row("1e+16", 1e16);
    row("1.7976931348623157e+308", std::numeric_limits<double>::max());
    row("5e-324", std::numeric_limits<double>::denorm_min());
    row("nan", std::numeric_limits<double>::quiet_NaN());
    row("inf", kInfinity);
    row("-inf", -kInfinity);
}

void TestCsvFormat::numbersAreSpelled() {
    QFETCH(double, value);
    QFETCH(QString, text);

    QCOMPARE(QString::fromStdString(numberText(value)), text);
}

void TestCsvFormat::anAbsentSampleIsAnEmptyCell() {
    QCOMPARE(numberText(kAbsent), std::string());
}

void TestCsvFormat::everyNumberReadsBackBitEqualInTheFewestDigits() {
    std::mt19937_64 random(3);
    for (int i = 0; i < 100'000; ++i) {
        const double value = randomNumber(random);

        const std::string text = numberText(value);

        QVERIFY2(readsBack(text, value), text.c_str());
        QVERIFY2(significantDigits(text).size() <= significantDigits(shortest(value)).size(),
                 text.c_str());
        QVERIFY(text.size() <= kMaxNumberLength);
    }
}

void TestCsvFormat::secondsHaveNineDecimals_data() {
    QTest::addColumn<qint64>("nanoseconds");
    QTest::addColumn<QString>("text");

    const auto row = [](const char* text, std::int64_t nanoseconds) {
        QTest::newRow(text) << qint64{nanoseconds} << QString::fromLatin1(text);
    };
    row("0.000000000", 0);
    row("0.000000001", 1);
    row("-0.000000001", -1);
    row("12.345678901", 12'345'678'901);
    row("-1.500000000", -1'500'000'000);
    row("-9223372036.854775808", std::numeric_limits<std::int64_t>::min());
}

void TestCsvFormat::secondsHaveNineDecimals() {
    QFETCH(qint64, nanoseconds);
    QFETCH(QString, text);
    char out[kMaxNumberLength];

    const std::string seconds(out, appendSeconds(out, nanoseconds));

    QCOMPARE(QString::fromStdString(seconds), text);
}

void TestCsvFormat::wallTimesAreIso8601_data() {
    QTest::addColumn<qint64>("wallNs");
    QTest::addColumn<QString>("text");

    const auto row = [](const char* text, std::int64_t wallNs) {
        QTest::newRow(text) << qint64{wallNs} << QString::fromLatin1(text);
    };
    row("1970-01-01T00:00:00.000000000Z", 0);
    row("1969-12-31T23:59:59.999999999Z", -1);
    row("2023-11-14T22:13:20.000000007Z", 1'700'000'000'000'000'007);
    row("2024-02-29T12:00:00.500000000Z", 1'709'208'000'500'000'000);
    row("2262-04-11T23:47:16.854775807Z", std::numeric_limits<std::int64_t>::max());
}

void TestCsvFormat::wallTimesAreIso8601() {
    QFETCH(qint64, wallNs);
    QFETCH(QString, text);
    UtcText utc;

    QCOMPARE(QString::fromStdString(utc.text(wallNs)), text);
    QCOMPARE(utc.text(wallNs), utc.text(wallNs));
    QCOMPARE(QString::fromStdString(utc.text(1'000'000'000)),
             QStringLiteral("1970-01-01T00:00:01.000000000Z"));
}

void TestCsvFormat::textIsQuotedAndNeverAFormula_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("cell");

    QTest::newRow("plain") << QStringLiteral("Ufer [m]") << QStringLiteral("Ufer [m]");
    QTest::newRow("empty") << QString() << QString();
    QTest::newRow("comma") << QStringLiteral("a,b") << QStringLiteral("\"a,b\"");
    QTest::newRow("quote") << QStringLiteral("a\"b") << QStringLiteral("\"a\"\"b\"");
    QTest::newRow("line end") << QStringLiteral("a\r\nb") << QStringLiteral("\"a\r\nb\"");
    QTest::newRow("equals") << QStringLiteral("=1+1") << QStringLiteral("'=1+1");
    QTest::newRow("plus") << QStringLiteral("+5V") << QStringLiteral("'+5V");
    QTest::newRow("minus") << QStringLiteral("-12V") << QStringLiteral("'-12V");
    QTest::newRow("at") << QStringLiteral("@x") << QStringLiteral("'@x");
    QTest::newRow("tab") << QStringLiteral("\tx") << QStringLiteral("'\tx");
    QTest::newRow("return") << QStringLiteral("\rx") << QStringLiteral("\"'\rx\"");
    QTest::newRow("own apostrophe") << QStringLiteral("'x") << QStringLiteral("'x");
    QTest::newRow("apostrophe and equals") << QStringLiteral("'=x") << QStringLiteral("''=x");
    const auto hidden = [](const char* name, const QString& text) {
        QTest::newRow(name) << text << QChar::fromLatin1('\'') + text;
    };
    hidden("blank and equals", QStringLiteral(" =x"));
    hidden("blanks and minus", QStringLiteral("   -x"));
    hidden("blank and apostrophe", QStringLiteral(" '=x"));
    hidden("blank and tab", QStringLiteral(" \tx"));
    hidden("no-break space", QStringLiteral("\u00A0=x"));
    hidden("narrow no-break space", QStringLiteral("\u202F+x"));
    hidden("em space", QStringLiteral("\u2003@x"));
    hidden("ideographic space", QStringLiteral("\u3000=x"));
    hidden("byte order mark", QStringLiteral("\uFEFF=x"));
    hidden("zero width space", QStringLiteral("\u200B=x"));
    hidden("word joiner", QStringLiteral("\u2060=x"));
    hidden("soft hyphen", QStringLiteral("\u00AD=x"));
    hidden("mark and blanks", QStringLiteral("\uFEFF \u00A0=x"));
    hidden("form feed", QStringLiteral("\f=x"));
    hidden("bell", QStringLiteral("\a=x"));
    hidden("wide equals", QStringLiteral("\uFF1Dx"));
    hidden("wide at", QStringLiteral("\uFF20x"));
    QTest::newRow("blank") << QStringLiteral(" x") << QStringLiteral(" x");
    QTest::newRow("blanks alone") << QStringLiteral(" \u00A0") << QStringLiteral(" \u00A0");
    QTest::newRow("behind a letter") << QStringLiteral("a =x") << QStringLiteral("a =x");
    QTest::newRow("other letters") << QStringLiteral("\u00E4=x") << QStringLiteral("\u00E4=x");
    QTest::newRow("formula in quotes")
        << QStringLiteral("=A(1,2)") << QStringLiteral("\"'=A(1,2)\"");
}

void TestCsvFormat::textIsQuotedAndNeverAFormula() {
    QFETCH(QString, text);
    QFETCH(QString, cell);
    std::string out;

    appendTextCell(out, text.toStdString());

    QCOMPARE(QString::fromStdString(out), cell);
}

void TestCsvFormat::aTitleHasTheUnitInBrackets() {
    QCOMPARE(columnTitle({"speed", "m/s", {}}), std::string("speed [m/s]"));
    QCOMPARE(columnTitle({"speed", {}, {}}), std::string("speed"));
    QCOMPARE(columnTitle({"speed [raw]", {}, {}}), std::string("speed [raw] []"));
}

}  // namespace telemetryhub::engine

QTEST_APPLESS_MAIN(telemetryhub::engine::TestCsvFormat)
#include "test_csv_format.moc"
