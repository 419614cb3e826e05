// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "chart/span_words.h"
#include "theme/numbers.h"

using namespace telemetryhub::ui;

class TestSpanWords : public QObject {
    Q_OBJECT

private slots:
    void whatIsTypedIsRead_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<std::int64_t>("ns");
        QTest::newRow("ms") << "250 ms" << std::int64_t{250'000'000};
        QTest::newRow("without room") << "5min" << 5 * kMinute;
        QTest::newRow("days") << "2 d" << 2 * kDay;
        QTest::newRow("seconds alone") << "90" << 90 * kSecond;
        QTest::newRow("fraction") << "1.5 h" << kHour + kHour / 2;
        QTest::newRow("two units") << "1 min 30 s" << 90 * kSecond;
        QTest::newRow("capitals") << "10 MIN" << 10 * kMinute;
        QTest::newRow("what is shown")
            << spanText(2 * kHour + 14 * kMinute) << 2 * kHour + 14 * kMinute;
        QTest::newRow("micro") << QStringLiteral("10 \u00B5s") << std::int64_t{10'000};
    }
    void whatIsTypedIsRead() {
        QFETCH(QString, text);
        QFETCH(std::int64_t, ns);

        const auto read = parseSpan(text, QLocale::c());

        QVERIFY(read.has_value());
        QCOMPARE(*read, ns);
    }

    void aDecimalCommaIsReadWhereItIsUsual() {
        const QLocale german(QLocale::German, QLocale::Germany);

        QCOMPARE(parseSpan(QStringLiteral("1,5 h"), german).value_or(0), kHour + kHour / 2);
        QCOMPARE(parseValue(QStringLiteral("\u221212,5"), german).value_or(0), -12.5);
        QCOMPARE(parseValue(QStringLiteral("0.25"), QLocale::c()).value_or(0), 0.25);
    }

    void whatMakesNoSenseIsRefused_data() {
        QTest::addColumn<QString>("text");
        for (const char* text :
             {"", "soon", "5 parsecs", "-3 s", "0 s", "1 s now", "99999999999 d"})
            QTest::newRow(text) << QString::fromLatin1(text);
    }
    void whatMakesNoSenseIsRefused() {
        QFETCH(QString, text);

        QVERIFY(!parseSpan(text, QLocale::c()).has_value());
    }

    void spansAreWrittenInTheirLargestUnit() {
        QCOMPARE(spanText(10'000'000), QStringLiteral("10\u202Fms"));
        QCOMPARE(spanText(kSecond / 4 * 10, QLocale::c()), QStringLiteral("2.5\u202Fs"));
        QCOMPARE(spanText(15 * kMinute), QStringLiteral("15\u202Fmin"));
        QCOMPARE(spanText(30 * kDay), QStringLiteral("30\u202Fd"));
    }
};

QTEST_APPLESS_MAIN(TestSpanWords)
#include "test_span_words.moc"
