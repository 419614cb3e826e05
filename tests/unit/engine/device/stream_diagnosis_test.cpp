// SPDX-License-Identifier: GPL-3.0-or-later
#include "device/stream_diagnosis.h"

#include <bit>
#include <random>
#include <string>
#include <vector>

#include <QTest>

using namespace telemetryhub::engine;

namespace {

const std::string kText = "21.5,40.1,1013.2\r\n21.6,40.0,1013.1\r\n";

/// 7-bit text with its parity in the top bit, as a port with 8 data bits reads it.
std::string withParity(std::string text, int rest) {
    for (char& letter : text) {
        const auto byte = static_cast<unsigned char>(letter);
        if (std::popcount(byte) % 2 != rest) letter = static_cast<char>(byte | 0x80U);
    }
    return text;
}

/// What a receiver makes of bytes whose bits last `factor` of its own.
std::string readFasterThanSent(const std::string& sent, int factor) {
    std::vector<bool> line(40, true);
    for (const char letter : sent) {
        const auto byte = static_cast<unsigned char>(letter);
        line.insert(line.end(), static_cast<std::size_t>(factor), false);
        for (int bit = 0; bit < 8; ++bit)
            line.insert(line.end(), static_cast<std::size_t>(factor), ((byte >> bit) & 1U) != 0);
        line.insert(line.end(), static_cast<std::size_t>(factor), true);
    }
    line.insert(line.end(), 40, true);
    std::string read;
    for (std::size_t at = 1; at + 10 < line.size();) {
        if (line[at] || !line[at - 1]) {
            ++at;
            continue;
        }
        unsigned byte = 0;
        for (std::size_t bit = 0; bit < 8; ++bit)
            byte |= line[at + 1 + bit] ? 1U << bit : 0U;
        read += static_cast<char>(byte);
        at += 9;
    }
    return read;
}

}  // namespace

class StreamDiagnosisTest : public QObject {
    Q_OBJECT

private slots:
    void aParityInTheTopBitIsSeen_data() {
        QTest::addColumn<int>("rest");
        QTest::addColumn<int>("parity");
        QTest::newRow("even") << 0 << int(Parity::Even);
        QTest::newRow("odd") << 1 << int(Parity::Odd);
    }
    void aParityInTheTopBitIsSeen() {
        QFETCH(int, rest);
        QFETCH(int, parity);

        QCOMPARE(parityInside(withParity(kText, rest)), std::optional(Parity(parity)));
    }
    void plainTextAndLatinTextHaveNoParity() {
        QVERIFY(!parityInside(kText));
        QVERIFY(!parityInside(kText + "21.5 \xb0" + "C\r\n"));
    }
    void aSlowerSenderIsSeenByTheShortestTimeOfItsLine_data() {
        QTest::addColumn<int>("factor");
        QTest::addColumn<int>("rate");
        QTest::newRow("half") << 2 << 57600;
        QTest::newRow("a third") << 3 << 38400;
        QTest::newRow("a sixth") << 6 << 19200;
    }
    void aSlowerSenderIsSeenByTheShortestTimeOfItsLine() {
        QFETCH(int, factor);
        QFETCH(int, rate);

        QCOMPARE(slowerRate(readFasterThanSent(kText, factor), 115200), std::optional(rate));
    }
    void randomBytesShowNoRate() {
        std::mt19937 random(7);
        std::string bytes;
        for (int i = 0; i < 256; ++i)
            bytes += static_cast<char>(random());

        QVERIFY(!slowerRate(bytes, 115200));
        QVERIFY(!parityInside(bytes));
        QVERIFY(!isReadable(bytes));
    }
    void textIsReadableInUtf8Too() {
        QVERIFY(isReadable(kText));
        QVERIFY(
            isReadable("21,5 \xc2\xb0"
                       "C \xc3\xa4\xc3\xb6\xc3\xbc\n"));
    }
    void eachKindHasItsRemedy_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<bool>("serial");
        QTest::addColumn<QByteArray>("remedy");
        const auto bytes = [](const std::string& text) { return QByteArray::fromStdString(text); };
        QTest::newRow("parity") << bytes(withParity(kText, 0)) << true
                                << QByteArray("Set data=7 and parity=even.");
        QTest::newRow("rate") << bytes(readFasterThanSent(kText, 3)) << true
                              << QByteArray("It looks like 38400 baud, not 115200 baud.");
        QTest::newRow("noise") << QByteArray(64, '\x95') << true << QByteArray("try all rates");
        QTest::newRow("text") << bytes(kText) << true << QByteArray("another decoding");
        QTest::newRow("network") << QByteArray(64, '\x95') << false << QByteArray("profile");
    }
    void eachKindHasItsRemedy() {
        QFETCH(QByteArray, bytes);
        QFETCH(bool, serial);
        QFETCH(QByteArray, remedy);
        BusSettings bus = TcpSettings{"rig", 4001};
        if (serial) bus = SerialSettings{.path = "/dev/ttyRIG"};
        const std::string tail = bytes.toStdString();

        const Error error = undecoded({tail, 1000, bus});

        QCOMPARE(error.code, ErrorCode::Undecoded);
        QVERIFY2(error.detail.starts_with("No sample in 1000 bytes: "), error.detail.c_str());
        QVERIFY2(error.detail.find(remedy.toStdString()) != std::string::npos,
                 error.detail.c_str());
    }
};

QTEST_GUILESS_MAIN(StreamDiagnosisTest)
#include "stream_diagnosis_test.moc"
