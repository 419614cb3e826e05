// SPDX-License-Identifier: GPL-3.0-or-later
#include <array>
#include <bit>
#include <charconv>
#include <cmath>
#include <random>

#include <QTest>

#include "telemetryhub/engine/core/sample_block.h"
#include "telemetryhub/engine/decode/parse_number.h"

Q_DECLARE_METATYPE(telemetryhub::engine::NumberForm)

namespace telemetryhub::engine {

class ParseNumberTest : public QObject {
    Q_OBJECT

private slots:
    void aTextIsANumberOutOfRangeOrNone_data();
    void aTextIsANumberOutOfRangeOrNone();
    void everyDoubleInAnyFormIsRoundedAsByTheLibrary();
    void aNanOfTheDeviceIsNotAbsent();
    void theSignOfZeroIsKept();
    void theLeadingNumberOfAWordIsTaken_data();
    void theLeadingNumberOfAWordIsTaken();
};

void ParseNumberTest::aTextIsANumberOutOfRangeOrNone_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<NumberForm>("form");
    QTest::addColumn<double>("value");
    const auto row = [](const char* text, NumberForm form, double value) {
        QTest::newRow(*text ? text : "empty") << QByteArray(text) << form << value;
    };
    const double infinity = std::numeric_limits<double>::infinity();
    row("0", NumberForm::Number, 0);
    row("+12.5", NumberForm::Number, 12.5);
    row(".5", NumberForm::Number, 0.5);
    row("5.", NumberForm::Number, 5);
    row("-.25", NumberForm::Number, -0.25);
    row("1e5", NumberForm::Number, 1e5);
    row("1E-3", NumberForm::Number, 1e-3);
    row("9007199254740993", NumberForm::Number, 9007199254740992.0);
    row("123456789012345678901234567890", NumberForm::Number, 123456789012345678901234567890.0);
    row("INF", NumberForm::Number, infinity);
    row("-inf", NumberForm::Number, -infinity);
    row("+Infinity", NumberForm::Number, infinity);
    row("4.9e-324", NumberForm::Number, 4.9e-324);
    row("1e-999", NumberForm::Number, 0);
    row("0.0000001e-9999999999999999999", NumberForm::Number, 0);
    row("0e999", NumberForm::Number, 0);
    row("1e999", NumberForm::OutOfRange, 0);
    row("-1e999", NumberForm::OutOfRange, 0);
    row("1e99999999999999999999", NumberForm::OutOfRange, 0);
    for (const char* text : {"", "-", "+", ".", "e5", "1e", "1e+", "0x10", "12x", "--1", "+-1",
                             "1,5", " 1", "1 ", "nano", "infinite", "1.2.3", "12:30", "nan(1)"})
        row(text, NumberForm::NotANumber, 0);
}

void ParseNumberTest::aTextIsANumberOutOfRangeOrNone() {
    QFETCH(QByteArray, text);
    QFETCH(NumberForm, form);
    QFETCH(double, value);

    const ParsedNumber parsed =
        parseNumber({text.constData(), static_cast<std::size_t>(text.size())});

    QCOMPARE(parsed.form, form);
    if (form == NumberForm::Number)
        QCOMPARE(std::bit_cast<quint64>(parsed.value), std::bit_cast<quint64>(value));
}

void ParseNumberTest::everyDoubleInAnyFormIsRoundedAsByTheLibrary() {
    std::mt19937_64 random(11);
    for (int i = 0; i < 200'000; ++i) {
        const double value = std::bit_cast<double>(random());
        if (!std::isfinite(value)) continue;
        std::array<char, 1200> text{};
        const double small = static_cast<double>(random() % 2'000'000) / 1000.0 - 1000.0;
        const int form = static_cast<int>(i % 3);
        const char* const end =
            form == 0   ? std::to_chars(text.data(), text.data() + text.size(), value).ptr
            : form == 1 ? std::to_chars(text.data(), text.data() + text.size(), value,
                                        std::chars_format::fixed)
                              .ptr
                        : std::to_chars(text.data(), text.data() + text.size(), small,
                                        std::chars_format::fixed, static_cast<int>(random() % 20))
                              .ptr;
        double expected = 0;
        std::from_chars(text.data(), end, expected);

        const ParsedNumber parsed =
            parseNumber({text.data(), static_cast<std::size_t>(end - text.data())});

        QCOMPARE(parsed.form, NumberForm::Number);
        if (std::bit_cast<quint64>(parsed.value) != std::bit_cast<quint64>(expected))
            QFAIL(text.data());
    }
}

void ParseNumberTest::aNanOfTheDeviceIsNotAbsent() {
    for (const char* text : {"nan", "NaN", "-nan", "+NAN"}) {
        const ParsedNumber parsed = parseNumber(text);

        QCOMPARE(parsed.form, NumberForm::Number);
        QVERIFY(std::isnan(parsed.value));
        QVERIFY(!isAbsent(parsed.value));
    }
}

void ParseNumberTest::theSignOfZeroIsKept() {
    for (const char* text : {"-0", "-0.0", "-0e5", "-1e-999"}) {
        const ParsedNumber parsed = parseNumber(text);

        QCOMPARE(parsed.form, NumberForm::Number);
        QVERIFY2(parsed.value == 0 && std::signbit(parsed.value), text);
    }
}

void ParseNumberTest::theLeadingNumberOfAWordIsTaken_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<double>("value");
    QTest::addColumn<int>("length");
    QTest::newRow("unit") << QByteArray("12abc") << 12.0 << 2;
    QTest::newRow("hexadecimal") << QByteArray("0x10") << 0.0 << 1;
    QTest::newRow("half an exponent") << QByteArray("1e") << 1.0 << 1;
    QTest::newRow("percent") << QByteArray("-4.5%") << -4.5 << 4;
    QTest::newRow("two points") << QByteArray("1.2.3") << 1.2 << 3;
    QTest::newRow("none") << QByteArray("x12") << 0.0 << 0;
    QTest::newRow("a word that begins like nan") << QByteArray("nanometre") << 0.0 << 0;
}

void ParseNumberTest::theLeadingNumberOfAWordIsTaken() {
    QFETCH(QByteArray, text);
    QFETCH(double, value);
    QFETCH(int, length);

    const NumberAt parsed =
        parseLeadingNumber({text.constData(), static_cast<std::size_t>(text.size())});

    QCOMPARE(parsed.value, value);
    QCOMPARE(parsed.end - text.constData(), std::ptrdiff_t{length});
    QCOMPARE(parsed.form == NumberForm::Number, length > 0);
}

}  // namespace telemetryhub::engine

QTEST_APPLESS_MAIN(telemetryhub::engine::ParseNumberTest)
#include "test_parse_number.moc"
