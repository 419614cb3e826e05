// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetryhub/engine/record/session_reader.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include <sys/stat.h>
#include <unistd.h>

#include <QTemporaryDir>

#include "record/sqlite_database.h"
#include "session_samples.h"
#include "support/patient_qtest.h"

namespace telemetryhub::engine {
namespace {

constexpr DeviceId kFirst{1};
constexpr ReadTime kStart{1'000'000'000, 1'700'000'000'000'000'000};
constexpr std::int64_t kFirstNs = 1'001'000'000;  // of SampleSource, 1 ms apart
constexpr std::int64_t kMs = 1'000'000;

std::string contentOf(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

/// Gives up the rights of root, who may write everywhere, while it lives.
class NobodysRights {
public:
    NobodysRights() : m_isRoot(::geteuid() == 0) {
        constexpr uid_t kNobody = 65534;
        if (m_isRoot) m_isNobody = ::seteuid(kNobody) == 0;
    }
    ~NobodysRights() {
        if (m_isNobody && ::seteuid(0) != 0) std::abort();
    }
    NobodysRights(const NobodysRights&) = delete;
    NobodysRights& operator=(const NobodysRights&) = delete;

    [[nodiscard]] bool areThere() const { return !m_isRoot || m_isNobody; }

private:
    bool m_isRoot;
    bool m_isNobody = false;
};

}  // namespace

class SessionReaderTest : public QObject {
    Q_OBJECT

private slots:
    void init() { m_folder = std::make_unique<QTemporaryDir>(quickFolder()); }
    void cleanup() { ::chmod(m_folder->path().toStdString().c_str(), 0700); }
    void aTimeSelectsSamples_data();
    void aTimeSelectsSamples();
    void channelsThatAreNotAskedForAreAbsent();
    void whoHasEnoughGetsNoMore();
    void extremesAreThoseOfTheSamples();
    void everyDoubleComesBackFromTheTail();
    void aReaderOfAGrowingFileSeesOneMoment();
    void readingChangesNothing_data();
    void readingChangesNothing();
    void aFolderThatMayNotBeWrittenToIsRead_data();
    void aFolderThatMayNotBeWrittenToIsRead();
    void whatIsNoSessionIsRefused_data();
    void whatIsNoSessionIsRefused();
    void aNewerFormatIsRefusedByItsNumber();
    void aSessionThatIsGoneIsNotFound();
    void aDamagedBlobIsNamedAndTheRestIsRead();

private:
    [[nodiscard]] std::string path() const {
        return m_folder->filePath(QStringLiteral("a.thub")).toStdString();
    }
    [[nodiscard]] std::unique_ptr<SessionWriter> newWriter() const {
        auto created = SessionWriter::create(path(), {kStart, "test", {}});
        if (!created) qFatal("%s", created.error().detail.c_str());
        if (!created.value()->addDevice({kFirst, "dev", "sim:demo", {}})) qFatal("no device");
        return std::move(created).value();
    }
    [[nodiscard]] std::unique_ptr<SessionReader> reader() const {
        auto opened = SessionReader::open(path());
        if (!opened) qFatal("%s", opened.error().detail.c_str());
        return std::move(opened).value();
    }
    /// Two chunks of 4096 and a tail of 100.
    void record(SessionWriter& writer, SampleSource& source) {
        for (int i = 0; i < 32; ++i)
            if (!writer.add(*source.block(256))) qFatal("not added");
        if (!writer.commit(kStart) || !writer.add(*source.block(100)) || !writer.commit(kStart))
            qFatal("not committed");
    }
    /// As a recorder that is killed leaves it.
    void abandon() {
        SampleSource source(m_pool, kFirst, 2);
        const auto writer = newWriter();
        record(*writer, source);
        const std::string file = contentOf(path());
        const std::string log = contentOf(path() + "-wal");
        const std::string tail = contentOf(path() + "-tail");
        m_folder = std::make_unique<QTemporaryDir>(quickFolder());
        std::ofstream(path(), std::ios::binary) << file;
        std::ofstream(path() + "-wal", std::ios::binary) << log;
        std::ofstream(path() + "-tail", std::ios::binary) << tail;
    }
    void close() {
        SampleSource source(m_pool, kFirst, 2);
        const auto writer = newWriter();
        record(*writer, source);
        if (!writer->finish(kStart)) qFatal("not finished");
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    BlockPool m_pool;
};

void SessionReaderTest::aTimeSelectsSamples_data() {
    QTest::addColumn<qint64>("fromMs");
    QTest::addColumn<qint64>("toMs");
    QTest::addColumn<qint64>("first");
    QTest::addColumn<qint64>("count");
    QTest::newRow("inside a chunk") << qint64{10} << qint64{20} << qint64{11} << qint64{10};
    QTest::newRow("over a border") << qint64{4000} << qint64{4200} << qint64{4001} << qint64{200};
    QTest::newRow("in the tail") << qint64{8200} << qint64{8210} << qint64{8201} << qint64{10};
    QTest::newRow("all") << qint64{-5} << qint64{100'000} << qint64{1} << qint64{8292};
    QTest::newRow("none") << qint64{20} << qint64{20} << qint64{0} << qint64{0};
    QTest::newRow("before") << qint64{-20} << qint64{0} << qint64{0} << qint64{0};
}

void SessionReaderTest::aTimeSelectsSamples() {
    QFETCH(qint64, fromMs);
    QFETCH(qint64, toMs);
    QFETCH(qint64, first);
    QFETCH(qint64, count);
    SampleSource source(m_pool, kFirst, 2);
    const auto writer = newWriter();
    record(*writer, source);
    const auto read = reader();

    SampleColumns all;
    read->readSamples({kFirst, {0}, kFirstNs + fromMs * kMs, kFirstNs + toMs * kMs},
                      [&](const SampleColumns& samples) {
                          all.append(samples);
                          return true;
                      });

    QCOMPARE(static_cast<qint64>(all.size()), count);
    if (count == 0) return;
    QCOMPARE(static_cast<qint64>(all.sequences.front()), first);
    QCOMPARE(static_cast<qint64>(all.sequences.back()), first + count - 1);
}

void SessionReaderTest::channelsThatAreNotAskedForAreAbsent() {
    SampleSource source(m_pool, kFirst, 3);
    const auto writer = newWriter();
    record(*writer, source);
    const auto read = reader();

    bool isRight = true;
    read->readSamples({kFirst, {1, 77}}, [&](const SampleColumns& samples) {
        isRight = isRight && samples.columns.size() == 3;
        for (std::size_t row = 0; row < samples.size(); ++row)
            isRight =
                isRight && isAbsent(samples.columns[0][row]) && isAbsent(samples.columns[2][row]);
        return true;
    });

    QVERIFY(isRight);
    QVERIFY(read->info().damage.empty());
}

void SessionReaderTest::whoHasEnoughGetsNoMore() {
    SampleSource source(m_pool, kFirst, 1);
    const auto writer = newWriter();
    record(*writer, source);

    int calls = 0;
    reader()->readSamples({kFirst, {0}}, [&](const SampleColumns&) { return ++calls < 2; });

    QCOMPARE(calls, 2);
}

void SessionReaderTest::extremesAreThoseOfTheSamples() {
    SampleSource source(m_pool, kFirst, 2);
    const auto writer = newWriter();
    record(*writer, source);
    const auto read = reader();

    const auto& extremes = read->extremes(kFirst, 1);

    const std::vector<StoredChunk>& chunks = read->chunks(kFirst);
    QCOMPARE(extremes.size(), chunks.size());
    for (std::size_t i = 0; i < chunks.size(); ++i) {
        SampleColumns samples;
        QVERIFY(read->read(kFirst, chunks[i], {1}, samples));
        std::uint64_t present = 0;
        double min = std::numeric_limits<double>::infinity();
        double max = -min;
        double last = 0;
        for (const double value : samples.columns[1]) {
            present += !isAbsent(value);
            if (std::isnan(value)) continue;
            min = std::min(min, value);
            max = std::max(max, value);
            last = value;
        }
        QVERIFY(extremes[i].min == min && extremes[i].max == max && extremes[i].last == last);
        QCOMPARE(extremes[i].present, present);
    }
}

void SessionReaderTest::everyDoubleComesBackFromTheTail() {
    using Limits = std::numeric_limits<double>;
    const std::vector<double> all{0.0,
                                  -0.0,
                                  1.5,
                                  kAbsent,
                                  Limits::quiet_NaN(),
                                  Limits::signaling_NaN(),
                                  -Limits::quiet_NaN(),
                                  std::bit_cast<double>(0x7FF8'0000'0000'1234),
                                  Limits::infinity(),
                                  -Limits::infinity(),
                                  Limits::denorm_min(),
                                  -Limits::denorm_min(),
                                  Limits::min(),
                                  Limits::max(),
                                  Limits::lowest(),
                                  0.1};
    const auto channels = std::make_shared<const ChannelSet>(std::vector<Channel>{{"a", {}, {}}});
    SampleColumns truth;
    const auto writer = newWriter();
    // Twenty pieces, so that some are merged.
    for (Sequence piece = 0; piece < 20; ++piece) {
        const BlockRef block = m_pool.acquire(kFirst, 1 + piece * all.size(), channels);
        for (const double value : all)
            block.writable().append({kStart.steadyNs + static_cast<std::int64_t>(piece), 7},
                                    std::span(&value, 1));
        truth.append(*block);
        QVERIFY(writer->add(*block));
        QVERIFY(writer->commit(kStart));
    }

    QCOMPARE(differenceOf(storedSamples(*reader(), kFirst), truth), std::string());
    QVERIFY(writer->finish(kStart));
    QCOMPARE(differenceOf(storedSamples(*reader(), kFirst), truth), std::string());
    QVERIFY(reader()->info().damage.empty());
    QVERIFY(reader()->extremes(kFirst, 0).front().min == -Limits::infinity());
}

void SessionReaderTest::aReaderOfAGrowingFileSeesOneMoment() {
    SampleSource source(m_pool, kFirst, 2);
    const auto writer = newWriter();
    QVERIFY(writer->add(*source.block(50)));
    QVERIFY(writer->commit(kStart));
    const SampleColumns before = source.truth();
    const auto during = reader();

    record(*writer, source);
    QVERIFY(writer->finish(kStart));

    QCOMPARE(differenceOf(storedSamples(*during, kFirst), before), std::string());
    QVERIFY(during->info().damage.empty());
    QCOMPARE(differenceOf(storedSamples(*reader(), kFirst), source.truth()), std::string());
}

void SessionReaderTest::readingChangesNothing_data() {
    QTest::addColumn<bool>("isAbandoned");
    QTest::newRow("a closed file") << false;
    QTest::newRow("an abandoned file") << true;
}

void SessionReaderTest::readingChangesNothing() {
    QFETCH(bool, isAbandoned);
    isAbandoned ? abandon() : close();
    const std::string file = contentOf(path());
    const std::string log = contentOf(path() + "-wal");
    const auto changed = std::filesystem::last_write_time(path());

    for (int i = 0; i < 2; ++i) {
        const auto read = reader();
        QCOMPARE(storedSamples(*read, kFirst).size(), std::size_t{8292});
        QVERIFY(read->info().damage.empty());
    }

    QVERIFY(contentOf(path()) == file);
    QVERIFY(contentOf(path() + "-wal") == log);
    QVERIFY(std::filesystem::last_write_time(path()) == changed);
}

void SessionReaderTest::aFolderThatMayNotBeWrittenToIsRead_data() {
    QTest::addColumn<bool>("isAbandoned");
    QTest::addColumn<bool>("hasLog");
    QTest::newRow("a closed file") << false << false;
    QTest::newRow("an abandoned file") << true << true;
    QTest::newRow("an abandoned file whose log was emptied") << true << false;
}

void SessionReaderTest::aFolderThatMayNotBeWrittenToIsRead() {
    QFETCH(bool, isAbandoned);
    QFETCH(bool, hasLog);
    if (isAbandoned && hasLog) abandon();
    if (!isAbandoned) close();
    if (isAbandoned && !hasLog) {
        SampleSource source(m_pool, kFirst, 2);
        const auto writer = newWriter();
        record(*writer, source);
    }
    const QStringList names = QDir(m_folder->path()).entryList(QDir::Files);
    QVERIFY(::chmod(m_folder->path().toStdString().c_str(), 0555) == 0);
    const NobodysRights rights;
    if (!rights.areThere()) QSKIP("root may write to every folder");

    const auto read = SessionReader::open(path());

    QVERIFY2(read, read ? "" : read.error().detail.c_str());
    QCOMPARE(storedSamples(*read.value(), kFirst).size(), std::size_t{8292});
    QVERIFY(read.value()->info().damage.empty());
    QCOMPARE(QDir(m_folder->path()).entryList(QDir::Files), names);
}

void SessionReaderTest::whatIsNoSessionIsRefused_data() {
    QTest::addColumn<QByteArray>("content");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("text") << QByteArray("time,a,b\n1,2,3\n");
    QTest::newRow("noise") << QByteArray(5000, '\x5A');
    QTest::newRow("the head of a database") << QByteArray("SQLite format 3\0\x10\0\1\1", 20);
}

void SessionReaderTest::whatIsNoSessionIsRefused() {
    QFETCH(QByteArray, content);
    std::ofstream(path(), std::ios::binary) << content.toStdString();

    const auto opened = SessionReader::open(path());

    QVERIFY(!opened);
    QCOMPARE(opened.error().code, ErrorCode::FileDamaged);
    QVERIFY(opened.error().detail.find(path()) != std::string::npos);
    QCOMPARE(contentOf(path()), content.toStdString());
}

void SessionReaderTest::aNewerFormatIsRefusedByItsNumber() {
    close();
    std::string bytes = contentOf(path());
    constexpr std::size_t kUserVersionAt = 60;  // big-endian, in the head of the database
    bytes[kUserVersionAt + 3] = 3;
    std::ofstream(path(), std::ios::binary) << bytes;

    const auto opened = SessionReader::open(path());

    QVERIFY(!opened);
    QCOMPARE(opened.error().code, ErrorCode::NotAvailable);
    QVERIFY(opened.error().detail.find("format 3") != std::string::npos);
}

void SessionReaderTest::aSessionThatIsGoneIsNotFound() {
    QCOMPARE(SessionReader::open(path()).error().code, ErrorCode::NotFound);
    const auto folder = SessionReader::open(m_folder->path().toStdString());
    QCOMPARE(folder.error().code, ErrorCode::InvalidArgument);
    QVERIFY(folder.error().detail.find("is not a file") != std::string::npos);
}

void SessionReaderTest::aDamagedBlobIsNamedAndTheRestIsRead() {
    close();
    {
        // The values of channel 0 in the first chunk.
        auto database = SqliteDatabase::create(path());
        QVERIFY(database);
        QVERIFY(database.value()->run(
            "UPDATE data SET bytes=zeroblob(100) WHERE id=(SELECT data FROM series WHERE channel=0 "
            "AND first_sequence=1)"));
        QVERIFY(database.value()->leaveLog(std::chrono::milliseconds(0)));
    }
    const auto read = reader();
    QVERIFY(read->info().damage.empty());

    const SampleColumns stored = storedSamples(*read, kFirst);

    QCOMPARE(stored.size(), std::size_t{8292});
    QVERIFY(std::all_of(stored.columns[0].begin(), stored.columns[0].begin() + 4096, isAbsent));
    QVERIFY(!std::all_of(stored.columns[1].begin(), stored.columns[1].begin() + 4096, isAbsent));
    QVERIFY(read->info().damage ==
            std::vector<std::string>{"dev: 'ch0' in samples 1 to 4096 cannot be read"});
}

}  // namespace telemetryhub::engine

QTEST_GUILESS_MAIN(telemetryhub::engine::SessionReaderTest)
#include "session_reader_test.moc"
