// SPDX-License-Identifier: GPL-3.0-or-later
// Session files with flipped bits, lost ends and foreign sectors: what is read is true, what is not
// read is named. TELEMETRYHUB_SEED begins with another seed.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <random>

#include <QTemporaryDir>

#include "session_samples.h"
#include "support/patient_qtest.h"

namespace telemetryhub::engine {
namespace {

constexpr std::size_t kFrame = 24 + 4096;  // of the log
constexpr int kFiles = 500;
constexpr std::size_t kBlocks = 35;  // two chunks and a tail
constexpr DeviceId kFast{1};
constexpr DeviceId kSlow{9};
constexpr ReadTime kStart{1'000'000'000, 1'700'000'000'000'000'000};

using Bytes = std::map<std::string, std::string>;  // by the ending of the name

std::string contentOf(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

void write(const std::string& path, const Bytes& bytes) {
    for (const auto& [ending, content] : bytes)
        std::ofstream(path + ending, std::ios::binary) << content;
}

/// Everything that a reader tells, as texts, so that two of them can be compared.
struct Told {
    std::map<DeviceId, SampleColumns> samples;
    std::vector<std::string> others;  // gaps, events, names, counts, raw bytes, extremes
};

std::string textOf(double value) {
    return std::to_string(std::bit_cast<std::uint64_t>(value));
}

void tellDevice(const RecordedDeviceInfo& info, Told& told) {
    const std::string name = "device " + std::to_string(info.device.id.value);
    told.others.push_back(name + " is " + info.device.name + ' ' + info.device.specification);
    for (std::size_t i = 0; i < info.channels->size(); ++i)
        told.others.push_back(name + " has " + std::to_string(i) + ' ' + (*info.channels)[i].name);
    for (const auto& [counter, value] : info.counts)
        told.others.push_back(name + " counts " + counter + ' ' + std::to_string(value));
}

void tellExtremes(SessionReader& reader, const RecordedDeviceInfo& info, Told& told) {
    for (std::size_t channel = 0; channel < info.channels->size(); ++channel) {
        const auto& extremes = reader.extremes(info.device.id, channel);
        const auto& chunks = reader.chunks(info.device.id);
        for (std::size_t i = 0; i < chunks.size(); ++i) {
            // A tail of which a piece is missing has others, and is told as damage.
            if (chunks[i].rows == 0 || extremes[i].present == 0) continue;
            told.others.push_back("extremes of " + std::to_string(info.device.id.value) + ' ' +
                                  std::to_string(channel) + ' ' + std::to_string(chunks[i].first) +
                                  ": " + textOf(extremes[i].min) + ' ' + textOf(extremes[i].max) +
                                  ' ' + textOf(extremes[i].last));
        }
    }
}

Told everythingIn(SessionReader& reader) {
    Told told;
    const std::vector<RecordedDeviceInfo> devices = reader.info().devices;
    told.others.push_back("by " + reader.info().program + ' ' +
                          std::to_string(reader.info().start.wallNs));
    for (const RecordedDeviceInfo& info : devices) {
        const DeviceId id = info.device.id;
        tellDevice(info, told);
        told.samples[id] = storedSamples(reader, id);
        for (const Gap& gap : reader.gaps(id))
            told.others.push_back("gap " + std::to_string(id.value) + ' ' +
                                  std::to_string(gap.next) + ' ' + std::to_string(gap.lost) + ' ' +
                                  std::string(errorCodeName(gap.reason)) + ' ' +
                                  std::to_string(gap.from.steadyNs));
        reader.readRaw(id, [&](const RawPiece& piece) {
            told.others.push_back("raw " + std::to_string(id.value) + ' ' +
                                  std::to_string(piece.firstByte) + ' ' + piece.bytes);
            return true;
        });
        tellExtremes(reader, info, told);
    }
    for (const Event& event : reader.events(0, 1000))
        told.others.push_back("event " + std::to_string(event.number) + ' ' + event.text);
    std::sort(told.others.begin(), told.others.end());
    return told;
}

/// What placeholders stand for is told as damage.
bool isPlaceholder(const std::string& text) {
    return text.find(" has ") != std::string::npos && text.find("channel ") != std::string::npos;
}

struct Difference {
    std::string wrong;
    bool isLess = false;  ///< something is missing
};

Difference samplesAgainst(const SampleColumns& read, const SampleColumns& truth) {
    Difference difference;
    difference.isLess = read.size() != truth.size() || read.columns.size() < truth.columns.size();
    std::size_t at = 0;
    for (std::size_t row = 0; row < read.size(); ++row, ++at) {
        while (at < truth.size() && truth.sequences[at] < read.sequences[row])
            ++at;
        if (at == truth.size() || truth.sequences[at] != read.sequences[row])
            return {"a sample was never recorded", false};
        if (truth.steadyNs[at] != read.steadyNs[row] || truth.wallNs[at] != read.wallNs[row])
            return {"a sample has another time", false};
        for (std::size_t i = 0; i < read.columns.size(); ++i) {
            const double value = read.columns[i][row];
            const double was = i < truth.columns.size() ? truth.columns[i][at] : kAbsent;
            if (std::bit_cast<std::uint64_t>(value) == std::bit_cast<std::uint64_t>(was)) continue;
            if (!isAbsent(value)) return {"a sample has another value", false};
            difference.isLess = true;
        }
    }
    return difference;
}

Difference differenceBetween(const Told& read, const Told& truth) {
    Difference all;
    for (const auto& [device, samples] : read.samples) {
        const auto known = truth.samples.find(device);
        const Difference ofDevice =
            samplesAgainst(samples, known == truth.samples.end() ? SampleColumns() : known->second);
        if (!ofDevice.wrong.empty()) return ofDevice;
        all.isLess = all.isLess || ofDevice.isLess;
    }
    all.isLess = all.isLess || read.samples.size() < truth.samples.size();
    for (const std::string& other : read.others)
        if (!std::binary_search(truth.others.begin(), truth.others.end(), other)) {
            all.isLess = true;
            if (!isPlaceholder(other) && other.rfind("device ", 0) != 0 &&
                other.rfind("by ", 0) != 0)
                return {other.substr(0, 200) + " was never recorded", false};
        }
    all.isLess = all.isLess || read.others.size() < truth.others.size();
    return all;
}

void check(const Result<void>& done) {
    if (!done) qFatal("%s", done.error().detail.c_str());
}

/// One damage of a kind that disks and people do.
void damage(std::string& bytes, std::mt19937_64& random) {
    const auto somewhere = [&] { return random() % bytes.size(); };
    switch (random() % 5) {
        case 0: return bytes.resize(somewhere());
        case 1: {
            const std::size_t sector = somewhere() / 512 * 512;
            const char filling = random() % 2 ? '\0' : static_cast<char>(random());
            for (std::size_t i = sector; i < std::min(sector + 512, bytes.size()); ++i)
                bytes[i] = filling;
            return;
        }
        case 2:
            for (std::size_t i = random() % 20; i > 0; --i)
                bytes[somewhere()] = static_cast<char>(random());
            return;
        default: bytes[somewhere()] ^= static_cast<char>(1 << random() % 8);
    }
}

}  // namespace

class DamagedSessionTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void whatIsReadIsTrueAndWhatIsNotIsNamed_data();
    void whatIsReadIsTrueAndWhatIsNotIsNamed();

private:
    /// A sound file, and what is in it.
    struct Recording {
        Bytes bytes;
        Told truth;
        /// By the ending of the file: where what was written last begins.
        std::map<std::string, std::size_t> lastPieces;
    };
    enum class End { Closed, Dropped, Killed };
    [[nodiscard]] Recording record(End end);
    /// What a log lost at its end was perhaps never written.
    [[nodiscard]] static bool isPerhapsItsEnd(const Recording& sound, const std::string& ending,
                                              const std::string& damaged) {
        if (ending.empty()) return false;
        const std::string& whole = sound.bytes.at(ending);
        // What is damaged up to the end is as what was never written.
        std::size_t behind = std::min(damaged.size(), whole.size());
        while (behind > 0 && damaged[behind - 1] == whole[behind - 1])
            --behind;
        return damaged.size() < whole.size() || behind > sound.lastPieces.at(ending);
    }
    static void damageOnce(const Recording& sound, const std::string& ending, std::uint64_t seed);

    BlockPool m_pool;
    std::map<QString, Recording> m_recordings;
};

DamagedSessionTest::Recording DamagedSessionTest::record(End end) {
    const QTemporaryDir folder(quickFolder());
    const std::string path = folder.filePath(QStringLiteral("a.thub")).toStdString();
    SampleSource fast(m_pool, kFast, 3);
    SampleSource slow(m_pool, kSlow, 1);
    auto writer = SessionWriter::create(path, {kStart, "test", "before.thub"}).value();
    check(writer->addDevice({kFast, "fast", "sim:demo", "{}"}));
    check(writer->addDevice({kSlow, "slow", "sim:demo", {}}));
    for (std::size_t i = 0; i < kBlocks; ++i) {
        if (i == 20) fast.growTo(5);
        if (i % 7 == 0) fast.skip(10);
        check(writer->add(*fast.block(256)));
        check(writer->add(*slow.block(2)));
        check(writer->addGap(
            kFast, {ErrorCode::LinkLost, kStart, kStart, fast.truth().sequences.back(), 3}));
        Event event;
        event.time = kStart;
        event.text = "event " + std::to_string(i);
        check(writer->addEvent(event));
        check(writer->addRaw({kSlow, kStart, RawPiece::Kind::Bytes, i * 8, "12345678"}));
        check(writer->setCounts(kFast, {{"bytes_read", 100}}));
        if (i % 5 == 4) check(writer->commit(kStart));
    }
    Recording recording;
    // Commits that are too small for the tables.
    for (int i = 0; end != End::Closed && i < 20; ++i) {
        recording.lastPieces["-tail"] = contentOf(path + "-tail").size();
        check(writer->add(*slow.block(2)));
        check(writer->commit(kStart));
    }
    if (end == End::Closed && !writer->finish(kStart)) qFatal("not closed");
    if (end != End::Killed) writer.reset();
    recording.bytes[""] = contentOf(path);
    if (end != End::Closed)
        for (const char* ending : {"-wal", "-tail"})
            recording.bytes[ending] = contentOf(path + ending);
    recording.lastPieces["-wal"] = recording.bytes["-wal"].size() - kFrame;
    recording.truth = everythingIn(*SessionReader::open(path).value());
    return recording;
}

void DamagedSessionTest::initTestCase() {
    m_recordings[QStringLiteral("closed")] = record(End::Closed);
    m_recordings[QStringLiteral("dropped")] = record(End::Dropped);
    m_recordings[QStringLiteral("killed")] = record(End::Killed);
    for (const auto& [name, recording] : m_recordings)
        QCOMPARE(recording.truth.samples.at(kFast).size(), std::size_t{kBlocks * 256});
}

void DamagedSessionTest::whatIsReadIsTrueAndWhatIsNotIsNamed_data() {
    QTest::addColumn<QString>("recording");
    QTest::addColumn<QString>("ending");
    QTest::addColumn<int>("files");
    QTest::newRow("a closed file") << QStringLiteral("closed") << QString() << kFiles / 2;
    QTest::newRow("an abandoned file") << QStringLiteral("dropped") << QString() << kFiles / 4;
    for (const char* ending : {"-wal", "-tail"})
        QTest::addRow("%s of a recorder that was killed", ending)
            << QStringLiteral("killed") << QString::fromLatin1(ending) << kFiles / 4;
}

void DamagedSessionTest::whatIsReadIsTrueAndWhatIsNotIsNamed() {
    QFETCH(QString, recording);
    QFETCH(QString, ending);
    QFETCH(int, files);
    const auto first = qEnvironmentVariable("TELEMETRYHUB_SEED", QStringLiteral("1")).toULongLong();

    for (int i = 0; i < files; ++i) {
        damageOnce(m_recordings.at(recording), ending.toStdString(),
                   first + static_cast<std::uint64_t>(i));
        if (QTest::currentTestFailed()) return;
    }
}

void DamagedSessionTest::damageOnce(const Recording& sound, const std::string& ending,
                                    std::uint64_t seed) {
    const QTemporaryDir folder(quickFolder());
    const std::string path = folder.filePath(QStringLiteral("a.thub")).toStdString();
    const QByteArray context = "TELEMETRYHUB_SEED=" + QByteArray::number(quint64{seed}) + ' ';
    std::mt19937_64 random(seed);
    Bytes bytes = sound.bytes;
    damage(bytes[ending], random);
    write(path, bytes);

    const auto opened = SessionReader::open(path);

    if (!opened) {
        QVERIFY2(opened.error().code == ErrorCode::FileDamaged ||
                     opened.error().code == ErrorCode::NotAvailable,
                 context + opened.error().detail.c_str());
        QVERIFY2(opened.error().detail.find(path) != std::string::npos, context);
    } else {
        SessionReader& reader = *opened.value();
        const Difference difference = differenceBetween(everythingIn(reader), sound.truth);
        QVERIFY2(difference.wrong.empty(), context + difference.wrong.c_str());
        const bool isNamed = !reader.info().damage.empty();
        QVERIFY2(!difference.isLess || isNamed || isPerhapsItsEnd(sound, ending, bytes[ending]),
                 context + "less, and no word of it");
    }
    for (const auto& [name, content] : bytes)
        QVERIFY2(contentOf(path + name) == content, context);
}

}  // namespace telemetryhub::engine

QTEST_GUILESS_MAIN(telemetryhub::engine::DamagedSessionTest)
#include "damaged_session_test.moc"
