// SPDX-License-Identifier: GPL-3.0-or-later
#include <string>
#include <string_view>

#include <QTest>

#include "decode/checksum.h"

Q_DECLARE_METATYPE(telemetryhub::engine::ChecksumKind)

namespace telemetryhub::engine {

class ChecksumTest : public QObject {
    Q_OBJECT

private slots:
    void theCheckStringGivesThePublishedValue_data();
    void theCheckStringGivesThePublishedValue();
    void everyLengthAgreesWithTheDefinitionBitByBit();
    void theSumsOfAdlerStayBelowTheirModulusInLongFrames();
    void aWrittenValueIsReadInEitherOrder();
};

void ChecksumTest::theCheckStringGivesThePublishedValue_data() {
    QTest::addColumn<ChecksumKind>("kind");
    QTest::addColumn<quint32>("value");
    const auto row = [](const char* name, ChecksumKind kind, quint32 value) {
        QTest::newRow(name) << kind << value;
    };
    row("none", ChecksumKind::None, 0);
    row("sum8", ChecksumKind::Sum8, 0xDD);
    row("sum8 negated", ChecksumKind::Sum8Negated, 0x23);
    row("sum16", ChecksumKind::Sum16, 0x01DD);
    row("xor8", ChecksumKind::Xor8, 0x31);
    row("crc8", ChecksumKind::Crc8, 0xF4);
    row("crc16 modbus", ChecksumKind::Crc16Modbus, 0x4B37);
    row("crc16 ccitt-false", ChecksumKind::Crc16CcittFalse, 0x29B1);
    row("crc16 arc", ChecksumKind::Crc16Arc, 0xBB3D);
    row("crc32", ChecksumKind::Crc32, 0xCBF43926);
    row("crc8 dvb-s2", ChecksumKind::Crc8DvbS2, 0xBC);
    row("crc16 xmodem", ChecksumKind::Crc16Xmodem, 0x31C3);
    row("crc16 x25", ChecksumKind::Crc16X25, 0x906E);
    row("crc16 mcrf4xx", ChecksumKind::Crc16Mcrf4xx, 0x6F91);
    row("crc24q", ChecksumKind::Crc24Q, 0xCDE703);
    row("crc32c", ChecksumKind::Crc32C, 0xE3069283);
    row("adler32", ChecksumKind::Adler32, 0x091E01DE);
    row("sum32", ChecksumKind::Sum32, 0x01DD);
    row("fletcher8", ChecksumKind::Fletcher8, 0x15DD);
}

void ChecksumTest::theCheckStringGivesThePublishedValue() {
    QFETCH(ChecksumKind, kind);
    QFETCH(quint32, value);

    QCOMPARE(checksumOf(kind, "123456789"), value);
}

namespace {

std::uint32_t bitwiseLow(std::string_view bytes, std::uint32_t crc, std::uint32_t polynomial) {
    for (const char c : bytes) {
        crc ^= static_cast<unsigned char>(c);
        for (int bit = 0; bit < 8; ++bit)
            crc = (crc >> 1) ^ ((crc & 1) != 0 ? polynomial : 0);
    }
    return crc;
}

std::uint32_t bitwiseHigh(std::string_view bytes, std::uint32_t crc, std::uint32_t polynomial,
                          int width) {
    for (const char c : bytes) {
        crc ^= static_cast<std::uint32_t>(static_cast<unsigned char>(c)) << (width - 8);
        for (int bit = 0; bit < 8; ++bit) {
            const bool carry = (crc >> (width - 1) & 1) != 0;
            crc = ((crc << 1) ^ (carry ? polynomial : 0)) & ((1U << width) - 1);
        }
    }
    return crc;
}

}  // namespace

void ChecksumTest::everyLengthAgreesWithTheDefinitionBitByBit() {
    std::string bytes;
    for (int length = 0; length < 40; ++length) {
        QCOMPARE(checksumOf(ChecksumKind::Crc8, bytes), bitwiseHigh(bytes, 0, 0x07, 8));
        QCOMPARE(checksumOf(ChecksumKind::Crc16Modbus, bytes), bitwiseLow(bytes, 0xFFFF, 0xA001));
        QCOMPARE(checksumOf(ChecksumKind::Crc16Arc, bytes), bitwiseLow(bytes, 0, 0xA001));
        QCOMPARE(checksumOf(ChecksumKind::Crc16CcittFalse, bytes),
                 bitwiseHigh(bytes, 0xFFFF, 0x1021, 16));
        QCOMPARE(checksumOf(ChecksumKind::Crc32, bytes),
                 ~bitwiseLow(bytes, 0xFFFFFFFF, 0xEDB88320));
        QCOMPARE(checksumOf(ChecksumKind::Crc8DvbS2, bytes), bitwiseHigh(bytes, 0, 0xD5, 8));
        QCOMPARE(checksumOf(ChecksumKind::Crc16Xmodem, bytes), bitwiseHigh(bytes, 0, 0x1021, 16));
        QCOMPARE(checksumOf(ChecksumKind::Crc16X25, bytes),
                 bitwiseLow(bytes, 0xFFFF, 0x8408) ^ 0xFFFF);
        QCOMPARE(checksumOf(ChecksumKind::Crc16Mcrf4xx, bytes), bitwiseLow(bytes, 0xFFFF, 0x8408));
        QCOMPARE(checksumOf(ChecksumKind::Crc24Q, bytes), bitwiseHigh(bytes, 0, 0x864CFB, 24));
        QCOMPARE(checksumOf(ChecksumKind::Crc32C, bytes),
                 ~bitwiseLow(bytes, 0xFFFFFFFF, 0x82F63B78));
        bytes.push_back(static_cast<char>(37 * length + 200));
    }
}

void ChecksumTest::theSumsOfAdlerStayBelowTheirModulusInLongFrames() {
    const std::string bytes(65535, '\xFF');
    std::uint64_t sum = 1;
    std::uint64_t sums = 0;
    for (const char c : bytes) {
        sum = (sum + static_cast<unsigned char>(c)) % 65521;
        sums = (sums + sum) % 65521;
    }

    QCOMPARE(quint64{checksumOf(ChecksumKind::Adler32, bytes)}, quint64{sums << 16 | sum});
}

void ChecksumTest::aWrittenValueIsReadInEitherOrder() {
    const std::string bytes("\x01\x82\x03\xF4", 4);

    QCOMPARE(writtenChecksum(bytes, ByteOrder::Big), quint32{0x018203F4});
    QCOMPARE(writtenChecksum(bytes, ByteOrder::Little), quint32{0xF4038201});
    QCOMPARE(writtenChecksum(bytes.substr(1), ByteOrder::Big), quint32{0x8203F4});
    QCOMPARE(writtenChecksum(bytes.substr(1, 1), ByteOrder::Little), quint32{0x82});
    QCOMPARE(writtenChecksum({}, ByteOrder::Little), quint32{0});
}

}  // namespace telemetryhub::engine

QTEST_APPLESS_MAIN(telemetryhub::engine::ChecksumTest)
#include "test_checksum.moc"
