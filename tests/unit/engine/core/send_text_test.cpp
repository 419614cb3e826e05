// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetryhub/engine/core/send_text.h"

#include <string>

#include <QTest>

using namespace telemetryhub::engine;

class SendTextTest : public QObject {
    Q_OBJECT

private slots:
    void aLineGetsItsEnd();
    void hexIsReadHoweverItIsWritten_data();
    void hexIsReadHoweverItIsWritten();
    void escapesStandForTheirBytes();
    void whatIsNoEscapeIsNamed_data();
    void whatIsNoEscapeIsNamed();
    void whatIsNoHexIsNamed_data();
    void whatIsNoHexIsNamed();
};

void SendTextTest::aLineGetsItsEnd() {
    QCOMPARE(lineBytes("on", LineEnd::None), std::string("on"));
    QCOMPARE(lineBytes("on", LineEnd::Lf), std::string("on\n"));
    QCOMPARE(lineBytes("on", LineEnd::Cr), std::string("on\r"));
    QCOMPARE(lineBytes("on", LineEnd::CrLf), std::string("on\r\n"));
}

void SendTextTest::hexIsReadHoweverItIsWritten_data() {
    QTest::addColumn<QByteArray>("text");
    for (const char* text : {"01 ff 00", "01FF00", "0x01, 0xFF, 0x00", "01:ff:00", " 01\tff-00 "})
        QTest::addRow("%s", text) << QByteArray(text);
}

void SendTextTest::hexIsReadHoweverItIsWritten() {
    QFETCH(QByteArray, text);

    const auto bytes = hexBytes(text.toStdString());

    QVERIFY(bytes.hasValue());
    QCOMPARE(bytes.value(), std::string("\x01\xFF\x00", 3));
}

void SendTextTest::whatIsNoHexIsNamed_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("named");
    QTest::newRow("empty") << QByteArray("") << QByteArray("\"\"");
    QTest::newRow("half a byte") << QByteArray("01 F") << QByteArray("\"F\"");
    QTest::newRow("a letter") << QByteArray("01 0G 02") << QByteArray("\"0G\"");
    QTest::newRow("only a prefix") << QByteArray("0x") << QByteArray("\"0x\"");
    QTest::newRow("a sign") << QByteArray("+1") << QByteArray("\"+1\"");
}

void SendTextTest::whatIsNoHexIsNamed() {
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, named);

    const auto bytes = hexBytes(text.toStdString());

    QVERIFY(!bytes);
    QVERIFY(bytes.error().detail.starts_with(named.toStdString()));
}

void SendTextTest::escapesStandForTheirBytes() {
    QCOMPARE(unescaped("OUT 1").value(), std::string("OUT 1"));
    QCOMPARE(unescaped("").value(), std::string());
    QCOMPARE(unescaped(R"(a\r\n\t\0\x01\xfFz\\n)").value(),
             std::string("a\r\n\t\0\x01\xFFz\\n", 10));
}

void SendTextTest::whatIsNoEscapeIsNamed_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("named");
    QTest::newRow("a letter") << QByteArray(R"(a\q)") << QByteArray(R"("\q")");
    QTest::newRow("nothing") << QByteArray(R"(a\)") << QByteArray(R"("\")");
    QTest::newRow("half a byte") << QByteArray(R"(\x1)") << QByteArray(R"("\x1")");
    QTest::newRow("no byte") << QByteArray(R"(\xG0)") << QByteArray(R"("\xG0")");
}

void SendTextTest::whatIsNoEscapeIsNamed() {
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, named);

    const auto bytes = unescaped(text.toStdString());

    QVERIFY(!bytes);
    QVERIFY2(bytes.error().detail.starts_with(named.toStdString()), bytes.error().detail.c_str());
}

QTEST_APPLESS_MAIN(SendTextTest)
#include "send_text_test.moc"
