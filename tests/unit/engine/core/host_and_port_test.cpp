// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetryhub/engine/core/host_and_port.h"

#include <QTest>

namespace telemetryhub::engine {

class HostAndPortTest : public QObject {
    Q_OBJECT

private slots:
    void whatIsWrittenReadsBack_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("host");
        QTest::addColumn<int>("port");
        const auto row = [](const char* text, const char* host, int port) {
            QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(host) << port;
        };
        row("127.0.0.1:4000", "127.0.0.1", 4000);
        row("meter.local:1", "meter.local", 1);
        row("[::1]:65535", "::1", 65535);
        row("[fe80::1%eth0]:80", "fe80::1%eth0", 80);
    }
    void whatIsWrittenReadsBack() {
        QFETCH(QString, text);
        QFETCH(QString, host);
        QFETCH(int, port);

        const auto end = parseHostAndPort(text.toStdString());

        QVERIFY(end.has_value());
        QCOMPARE(QString::fromStdString(end->host), host);
        QCOMPARE(static_cast<int>(end->port), port);
        QCOMPARE(QString::fromStdString(hostAndPort(end->host, end->port)), text);
    }

    void whatIsSomethingElseIsRefused() {
        for (const char* text : {"", ":", "host", "host:", ":80", "host:0", "host:65536", "host:-1",
                                 "host:+80", "host:80 ", "ho st:80", "::1:80", "[]:80", "[host]:80",
                                 "[::1]", "[::1:80", "a/b:80", "u@host:80", "host:8o"})
            QVERIFY2(!parseHostAndPort(text), text);
        QVERIFY(!parseHostAndPort(std::string(300, 'x') + ":80"));
        QVERIFY(!parseHostAndPort(std::string("a\0b:80", 6)));
    }
};

}  // namespace telemetryhub::engine

QTEST_APPLESS_MAIN(telemetryhub::engine::HostAndPortTest)
#include "host_and_port_test.moc"
