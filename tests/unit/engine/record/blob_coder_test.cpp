// SPDX-License-Identifier: GPL-3.0-or-later
#include "record/blob_coder.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <limits>
#include <random>
#include <string>

#include <QTest>

#include "record/zstd_frame.h"
#include "telemetryhub/engine/core/sample_block.h"

namespace telemetryhub::engine {
namespace {

using Values = std::vector<double>;
using Random = std::mt19937_64;

constexpr std::size_t kChunk = 4096;

template <typename Make>
Values valuesOf(std::size_t count, Make&& make) {
    Values values(count);
    for (std::size_t i = 0; i < count; ++i)
        values[i] = make(i);
    return values;
}

bool sameBits(const Values& a, const Values& b) {
    return a.size() == b.size() &&
           (a.empty() || std::memcmp(a.data(), b.data(), a.size() * sizeof(double)) == 0);
}

double ofBits(std::uint64_t bits) {
    return std::bit_cast<double>(bits);
}

/// 0..4095 with steps of at most 16.
class Walk {
public:
    int next(Random& random) {
        m_at = std::clamp(m_at + static_cast<int>(random() % 33) - 16, 0, 4095);
        return m_at;
    }

private:
    int m_at = 2048;
};

double noise12(Random& random) {
    return static_cast<double>(random() % 4096);
}

/// The kinds of values that take different ways through the coder.
std::vector<std::pair<std::string, Values>> kindsOfValues(std::size_t count) {
    Random random(7);
    Walk walk;
    std::normal_distribution<> normal;
    std::vector<std::pair<std::string, Values>> kinds;
    const auto add = [&](std::string name, auto&& make) {
        kinds.emplace_back(std::move(name), valuesOf(count, make));
    };
    const double special[] = {-0.0,
                              0.0,
                              std::numeric_limits<double>::infinity(),
                              -std::numeric_limits<double>::infinity(),
                              std::numeric_limits<double>::denorm_min(),
                              -std::numeric_limits<double>::denorm_min(),
                              std::numeric_limits<double>::min(),
                              std::numeric_limits<double>::max(),
                              std::numeric_limits<double>::lowest(),
                              std::numeric_limits<double>::quiet_NaN(),
                              ofBits(0x7FF0'0000'0000'0001),
                              ofBits(0xFFF8'DEAD'BEEF'0001),
                              0x1p51,
                              -0x1p51,
                              0x1p52 + 1,
                              0x1p53,
                              0x1p62,
                              0x1p63,
                              kAbsent};
    const auto anySpecial = [&] { return special[random() % std::size(special)]; };
    for (unsigned places = 0; places <= 10; ++places)
        add(std::to_string(places) + " decimals", [&](std::size_t) {
            return (static_cast<double>(random() % 2'000'001) - 1e6) / std::pow(10.0, places);
        });
    add("noise of 12 bits", [&](std::size_t) { return noise12(random); });
    add("a walk", [&](std::size_t) { return walk.next(random) / 100.0; });
    add("scaled", [&](std::size_t) { return noise12(random) * 0.1 + 7.7; });
    add("scaled through zero", [&](std::size_t) { return noise12(random) * 0.1 - 40; });
    add("scaled by no decimal", [&](std::size_t) { return noise12(random) * (5.0 / 1023) + 1.3; });
    add("tiny steps", [&](std::size_t) { return noise12(random) * 0x1p-1070; });
    add("huge steps", [&](std::size_t) { return noise12(random) * 0x1p1011; });
    add("single precision", [&](std::size_t) { return static_cast<float>(normal(random)); });
    add("random", [&](std::size_t) { return normal(random); });
    add("random bits", [&](std::size_t) { return ofBits(random()); });
    add("random NaNs", [&](std::size_t) { return ofBits(random() | 0x7FF0'0000'0000'0001); });
    add("denormals", [&](std::size_t) { return ofBits(random() >> 12); });
    add("integers to 2^63", [&](std::size_t) { return static_cast<double>(random() >> 1); });
    add("integers of any size", [&](std::size_t) {
        return static_cast<double>(static_cast<std::int64_t>(random()) >> (random() % 64));
    });
    add("special", [&](std::size_t) { return anySpecial(); });
    add("decimals, some special",
        [&](std::size_t i) { return i % 41 == 0 ? anySpecial() : noise12(random) / 100; });
    add("special, then decimals",
        [&](std::size_t i) { return i < 20 ? anySpecial() : noise12(random) / 100; });
    add("scaled, some special",
        [&](std::size_t i) { return i % 41 == 0 ? anySpecial() : noise12(random) * 0.1 + 7.7; });
    add("decimals, then random",
        [&](std::size_t i) { return i < count / 2 ? noise12(random) / 100 : normal(random); });
    add("negative zeros among decimals",
        [&](std::size_t) { return std::round(normal(random) * 20) / 100; });
    add("every other absent",
        [&](std::size_t i) { return i % 2 == 0 ? kAbsent : noise12(random) / 100; });
    add("all but one absent", [&](std::size_t i) { return i == count / 2 ? 1.5 : kAbsent; });
    add("a stretch absent",
        [&](std::size_t i) { return i < count / 2 ? kAbsent : normal(random); });
    add("all absent", [&](std::size_t) { return kAbsent; });
    add("one NaN for all", [&](std::size_t) { return ofBits(0x7FF0'0000'0000'0001); });
    add("negative zeros", [&](std::size_t) { return -0.0; });
    add("a counter", [&](std::size_t i) { return static_cast<double>(i); });
    add("a sine", [&](std::size_t i) { return std::sin(static_cast<double>(i) * 0.01); });
    return kinds;
}

double bytesAValue(BlobCoder& coder, const Values& values) {
    return static_cast<double>(coder.packValues(values).size()) /
           static_cast<double>(values.size());
}

BlobCoder::Rows regularRows(std::size_t count) {
    BlobCoder::Rows rows;
    for (std::size_t i = 0; i < count; ++i) {
        rows.steadyNs.push_back(123'456'789'012'345 + static_cast<std::int64_t>(i) * 100'000);
        rows.wallNs.push_back(1'700'000'000'000'000'000 + static_cast<std::int64_t>(i) * 100'000);
        rows.sequences.push_back(77 + i);
    }
    return rows;
}

std::string packed(BlobCoder& coder, const BlobCoder::Rows& rows) {
    return std::string(coder.packRows(rows.steadyNs, rows.wallNs, rows.sequences));
}

bool sameRows(const BlobCoder::Rows& a, const BlobCoder::Rows& b) {
    return a.steadyNs == b.steadyNs && a.wallNs == b.wallNs && a.sequences == b.sequences;
}

/// One change of those that a disk, a copy or an attacker makes.
std::string damaged(const std::string& blob, Random& random) {
    std::string result = blob;
    const std::size_t at = random() % blob.size();
    switch (random() % 6) {
        case 0: result.resize(at); break;
        case 1: result += static_cast<char>(random()); break;
        case 2: result.erase(at, 1); break;
        case 3: result.insert(at, 1, static_cast<char>(random())); break;
        default: result[at] = static_cast<char>(result[at] ^ (1 << (random() % 8))); break;
    }
    return result;
}

}  // namespace

class BlobCoderTest : public QObject {
    Q_OBJECT

private slots:
    void everyValueComesBackBitByBit_data();
    void everyValueComesBackBitByBit();
    void columnsPackSmall_data();
    void columnsPackSmall();
    void rowsComeBack_data();
    void rowsComeBack();
    void regularRowsCostNothing();
    void rowsThatShareATimeCostLittle();
    void aBlobOfAnotherCountIsRefused();
    void valuesAreNoRowsAndRowsNoValues();
    void anotherCodingByteIsRefused();
    void damagedValuesAreRefused();
    void damagedRowsAreRefused();
    void forgedContentInASoundFrameDoesNoHarm();
    void aDeclaredSizeBeyondTheCountIsRefused();
    void aFrameWithoutChecksumIsRefused();
    void moreThanABlobHoldsIsRefused();
};

void BlobCoderTest::everyValueComesBackBitByBit_data() {
    QTest::addColumn<int>("count");
    for (const int count : {0, 1, 2, 3, 7, 8, 9, 63, 64, 65, 255, 4096, 65536})
        QTest::addRow("%d values", count) << count;
}

void BlobCoderTest::everyValueComesBackBitByBit() {
    QFETCH(int, count);
    BlobCoder coder;

    for (const auto& [name, values] : kindsOfValues(static_cast<std::size_t>(count))) {
        const std::string blob(coder.packValues(values));
        Values back(values.size(), 4711.0);

        QVERIFY2(coder.unpackValues(blob, back), name.c_str());
        QVERIFY2(sameBits(values, back), name.c_str());
    }
}

void BlobCoderTest::columnsPackSmall_data() {
    QTest::addColumn<Values>("values");
    QTest::addColumn<double>("mostBytes");

    Random random(1);
    Walk walk;
    const auto row = [&](const char* name, double mostBytes, auto&& make) {
        QTest::newRow(name) << valuesOf(kChunk, make) << mostBytes;
    };
    row("a constant", 0.01, [](std::size_t) { return 12.34; });
    row("nothing", 0.01, [](std::size_t) { return kAbsent; });
    row("a counter", 0.01, [](std::size_t i) { return static_cast<double>(i); });
    row("noise", 1.6, [&](std::size_t) { return noise12(random); });
    row("noise in decimals", 1.6, [&](std::size_t) { return noise12(random) / 100; });
    row("a walk", 0.8, [&](std::size_t) { return walk.next(random); });
    row("a walk in decimals", 0.8, [&](std::size_t) { return walk.next(random) / 100.0; });
    row("every other absent", 0.9,
        [&](std::size_t i) { return i % 2 ? kAbsent : noise12(random) / 100; });
    row("three decimals", 2.8,
        [&](std::size_t) { return (static_cast<double>(random() % 2'000'001) - 1e6) / 1e3; });
    row("scaled", 2.0, [&](std::size_t) { return noise12(random) * 0.1 + 7.5; });
    row("scaled by no decimal", 2.0,
        [&](std::size_t) { return noise12(random) * (5.0 / 1023) + 1.3; });
    row("single precision", 4.0,
        [&](std::size_t) { return static_cast<float>(noise12(random)) * 0.1F; });
    row("random bits", 8.1, [&](std::size_t) { return ofBits(random()); });
}

void BlobCoderTest::columnsPackSmall() {
    QFETCH(Values, values);
    QFETCH(double, mostBytes);
    BlobCoder coder;

    const double bytes = bytesAValue(coder, values);

    QVERIFY2(bytes <= mostBytes, std::to_string(bytes).c_str());
}

void BlobCoderTest::rowsComeBack_data() {
    QTest::addColumn<int>("count");
    for (const int count : {0, 1, 2, 9, 4096, 65536})
        QTest::addRow("%d rows", count) << count;
}

void BlobCoderTest::rowsComeBack() {
    QFETCH(int, count);
    Random random(3);
    BlobCoder coder;
    BlobCoder::Rows jittered = regularRows(static_cast<std::size_t>(count));
    BlobCoder::Rows wild = jittered;
    for (std::size_t i = 0; i < jittered.steadyNs.size(); ++i) {
        jittered.wallNs[i] += static_cast<std::int64_t>(random() % 80);
        wild.steadyNs[i] = static_cast<std::int64_t>(random());
        wild.wallNs[i] = static_cast<std::int64_t>(random());
        wild.sequences[i] = random();
    }

    for (const BlobCoder::Rows& rows : {jittered, wild}) {
        const std::string blob = packed(coder, rows);
        BlobCoder::Rows back;

        QVERIFY(coder.unpackRows(blob, static_cast<std::size_t>(count), back));
        QVERIFY(sameRows(rows, back));
    }
}

void BlobCoderTest::regularRowsCostNothing() {
    BlobCoder coder;

    QVERIFY(packed(coder, regularRows(kChunk)).size() <= 64);
}

void BlobCoderTest::rowsThatShareATimeCostLittle() {
    Random random(5);
    BlobCoder coder;
    BlobCoder::Rows rows = regularRows(kChunk);
    for (std::size_t i = 0; i < kChunk; ++i) {
        const bool sameRead = i % SampleBlock::kCapacity != 0;
        rows.steadyNs[i] = sameRead
                               ? rows.steadyNs[i - 1]
                               : rows.steadyNs[i] + static_cast<std::int64_t>(random() % 50'000);
        rows.wallNs[i] = sameRead ? rows.wallNs[i - 1]
                                  : 1'700'000'000'000'000'000 + rows.steadyNs[i] +
                                        static_cast<std::int64_t>(random() % 80);
    }

    QVERIFY(packed(coder, rows).size() <= kChunk / 8);
}

void BlobCoderTest::aBlobOfAnotherCountIsRefused() {
    BlobCoder coder;
    for (const auto& [name, values] : kindsOfValues(100)) {
        const std::string blob(coder.packValues(values));
        for (const std::size_t count : std::to_array<std::size_t>({0, 1, 99, 101, 200, 65536})) {
            Values back(count);
            QVERIFY2(!coder.unpackValues(blob, back), name.c_str());
        }
    }
    const std::string rows = packed(coder, regularRows(100));
    BlobCoder::Rows back;

    QVERIFY(!coder.unpackRows(rows, 99, back));
    QVERIFY(!coder.unpackRows(rows, 101, back));
}

void BlobCoderTest::valuesAreNoRowsAndRowsNoValues() {
    BlobCoder coder;
    const std::string rows = packed(coder, regularRows(50));
    const std::string values(coder.packValues(Values(50, 1.5)));
    Values back(50);
    BlobCoder::Rows backRows;

    QVERIFY(!coder.unpackValues(rows, back));
    QVERIFY(!coder.unpackRows(values, 50, backRows));
}

void BlobCoderTest::anotherCodingByteIsRefused() {
    BlobCoder coder;
    std::string blob(coder.packValues(Values(50, 1.5)));
    const char right = blob[0];
    Values back(50);
    for (int byte = 0; byte < 256; ++byte) {
        blob[0] = static_cast<char>(byte);
        QCOMPARE(coder.unpackValues(blob, back), blob[0] == right);
    }
}

void BlobCoderTest::damagedValuesAreRefused() {
    Random random(11);
    BlobCoder coder;
    for (const auto& [name, values] : kindsOfValues(300)) {
        const std::string blob(coder.packValues(values));
        Values back(values.size());
        for (int i = 0; i < 400; ++i) {
            const std::string bad = damaged(blob, random);
            if (bad == blob || !coder.unpackValues(bad, back)) continue;
            // Some bits of a frame's header may change without a change of what it says.
            QVERIFY2(sameBits(values, back), name.c_str());
        }
    }
}

void BlobCoderTest::damagedRowsAreRefused() {
    Random random(12);
    BlobCoder coder;
    const BlobCoder::Rows rows = regularRows(300);
    const std::string blob = packed(coder, rows);
    BlobCoder::Rows back;
    for (int i = 0; i < 4000; ++i) {
        const std::string bad = damaged(blob, random);
        if (bad == blob || !coder.unpackRows(bad, 300, back)) continue;
        QVERIFY(sameRows(rows, back));
    }
}

void BlobCoderTest::forgedContentInASoundFrameDoesNoHarm() {
    Random random(13);
    BlobCoder coder;
    ZstdFrame frame(ZstdFrame::Content::NumberPlanes);
    int refused = 0;
    for (const auto& [name, values] : kindsOfValues(300)) {
        const std::string blob(coder.packValues(values));
        const auto* bytes = reinterpret_cast<const std::uint8_t*>(blob.data());
        const auto sound = frame.unpack({bytes + 1, blob.size() - 1}, 1U << 20);
        const std::vector<std::uint8_t> content(sound.begin(), sound.end());
        for (int i = 0; i < 200; ++i) {
            std::vector<std::uint8_t> forged = content;
            // The header is where harm could be done.
            const std::size_t at = random() % std::min<std::size_t>(forged.size(), 64);
            forged[at] = random() % 2 == 0 ? 0xFF : static_cast<std::uint8_t>(random());
            BlobWriter writer;
            std::copy(forged.begin(), forged.end(), writer.grow(forged.size()));
            writer.endSection();
            std::vector<char> out{static_cast<char>(forged[0])};
            const std::size_t size = frame.pack(writer, 1, out);

            Values back(values.size());
            refused += coder.unpackValues({out.data(), size}, back) ? 0 : 1;
        }
    }

    QVERIFY(refused > 1'000);
}

void BlobCoderTest::aDeclaredSizeBeyondTheCountIsRefused() {
    // Magic number, one segment with a size of 8 bytes and a checksum; then the size.
    std::string blob("\x04\x28\xB5\x2F\xFD\xE4", 6);
    blob += std::string("\x00\x00\x00\x00\x00\x01\x00\x00", 8) + std::string(64, '\x01');
    BlobCoder coder;
    Values back(BlobCoder::kMaxCount);

    QVERIFY(!coder.unpackValues(blob, back));
}

void BlobCoderTest::aFrameWithoutChecksumIsRefused() {
    BlobCoder coder;
    const std::string blob(coder.packValues(Values(100, 1.5)));
    std::string bare = blob.substr(0, blob.size() - 4);
    bare[5] = static_cast<char>(bare[5] & ~4);
    Values back(100);

    QVERIFY(coder.unpackValues(blob, back));
    QVERIFY(!coder.unpackValues(bare, back));
}

void BlobCoderTest::moreThanABlobHoldsIsRefused() {
    BlobCoder coder;
    const std::string blob(coder.packValues(Values(100, 1.5)));
    Values back(BlobCoder::kMaxCount + 1);
    BlobCoder::Rows rows;

    QVERIFY(!coder.unpackValues(blob, back));
    QVERIFY(!coder.unpackRows(blob, BlobCoder::kMaxCount + 1, rows));
}

}  // namespace telemetryhub::engine

QTEST_APPLESS_MAIN(telemetryhub::engine::BlobCoderTest)
#include "blob_coder_test.moc"
