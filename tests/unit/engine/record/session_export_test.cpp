// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetryhub/engine/record/session_export.h"

#include <algorithm>
#include <array>
#include <map>

#include <QFile>
#include <QTemporaryDir>

#include "session_samples.h"
#include "support/patient_qtest.h"
#include "telemetryhub/engine/record/csv_import.h"
#include "telemetryhub/engine/record/csv_target.h"

namespace telemetryhub::engine {
namespace {

constexpr DeviceId kFirst{1};
constexpr DeviceId kSecond{2};
constexpr ReadTime kStart{1'000'000'000, 1'700'000'000'000'000'000};

/// Keeps what an import reads, by the name of the device.
class ImportedSamples final : public CsvImportSink {
public:
    void device(DeviceId id, const std::string& name) override { m_names[id] = name; }
    Result<void> block(const BlockRef& block) override {
        samples[m_names[block->device()]].append(*block);
        return {};
    }
    std::map<std::string, SampleColumns> samples;

private:
    std::map<DeviceId, std::string> m_names;
};

}  // namespace

class SessionExportTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void cleanup() { QFile::remove(csv()); }
    void everySampleComesBackFromItsCsv_data();
    void everySampleComesBackFromItsCsv();
    void rowsOfSeveralDevicesStandInTheOrderOfTheirTimes();
    void aSpanADeviceAndAChannelCanBeChosen();
    void anUnknownChannelIsRefusedByName();
    void aCancelledExportLeavesNoFile();
    void timesAreDatesOrSecondsSinceTheFirstSample();
    void datesChooseByTheClockOfEachSample_data();
    void datesChooseByTheClockOfEachSample();
    void samplesWithoutAChannelAreExportedWithTheOthers();
    void aDeviceWithoutSamplesAndChannelsMakesNoColumn();

private:
    [[nodiscard]] QString csv() const { return m_folder.filePath(QStringLiteral("out.csv")); }
    [[nodiscard]] Result<std::uint64_t> exportWith(const SessionExport& what) {
        auto target = openCsvTarget(csv().toStdString());
        if (!target) return target.error();
        return exportSession(*m_reader, *target.value(), what);
    }
    [[nodiscard]] QList<QByteArray> lines() const {
        QFile file(csv());
        if (!file.open(QIODevice::ReadOnly)) return {};
        return file.readAll().trimmed().split('\n');
    }

    /// Two samples of `first` and one of a second device, which has no channel.
    [[nodiscard]] std::unique_ptr<SessionReader> withMuteDevice(std::size_t samplesOfMute);

    QTemporaryDir m_folder;
    BlockPool m_pool;
    SampleSource m_first{m_pool, kFirst, 3};
    SampleSource m_second{m_pool, kSecond, 2};
    std::unique_ptr<SessionReader> m_reader;
};

void SessionExportTest::initTestCase() {
    const std::string path = m_folder.filePath(QStringLiteral("a.thub")).toStdString();
    auto created = SessionWriter::create(path, {kStart, "test", {}});
    QVERIFY(created);
    SessionWriter& writer = *created.value();
    QVERIFY(writer.addDevice({kFirst, "first", "sim:demo", {}}));
    QVERIFY(writer.addDevice({kSecond, "second, \"quoted\"", "sim:demo", {}}));
    for (int i = 0; i < 40; ++i) {
        QVERIFY(writer.add(*m_first.block(200)));
        QVERIFY(writer.add(*m_second.block(70)));
        m_second.skip(static_cast<Sequence>(i % 3));
    }
    QVERIFY(writer.finish(kStart));
    auto opened = SessionReader::open(path);
    QVERIFY(opened);
    m_reader = std::move(opened).value();
}

void SessionExportTest::everySampleComesBackFromItsCsv_data() {
    QTest::addColumn<int>("shape");
    QTest::newRow("wide") << static_cast<int>(CsvShape::Wide);
    QTest::newRow("long") << static_cast<int>(CsvShape::Long);
}

void SessionExportTest::everySampleComesBackFromItsCsv() {
    QFETCH(int, shape);
    SessionExport what;
    what.shape = static_cast<CsvShape>(shape);
    const auto exported = exportWith(what);
    QVERIFY(exported);

    ImportedSamples imported;
    const auto summary = importCsv(csv().toStdString(), m_pool, imported);

    QVERIFY(summary);
    QCOMPARE(summary.value().rowsUnread, std::uint64_t{0});
    const SampleColumns& first = imported.samples["first"];
    const SampleColumns& truth = m_first.truth();
    std::size_t row = 0;
    for (std::size_t i = 0; i < truth.size(); ++i) {
        std::array<double, 3> values{truth.columns[0][i], truth.columns[1][i], truth.columns[2][i]};
        // The long form has no row for a sample without a value.
        if (shape == static_cast<int>(CsvShape::Long) &&
            std::all_of(values.begin(), values.end(), isAbsent))
            continue;
        QCOMPARE(first.sequences[row], truth.sequences[i]);
        QCOMPARE(first.wallNs[row], truth.wallNs[i]);
        for (std::size_t c = 0; c < values.size(); ++c) {
            const double stored = first.columns[c][row];
            const bool bothNan = std::isnan(stored) && std::isnan(values[c]) &&
                                 isAbsent(stored) == isAbsent(values[c]);
            QVERIFY(bothNan || std::bit_cast<std::uint64_t>(stored) ==
                                   std::bit_cast<std::uint64_t>(values[c]));
        }
        ++row;
    }
    QCOMPARE(row, first.size());
    QVERIFY(imported.samples["second, \"quoted\""].size() > 0);
}

void SessionExportTest::rowsOfSeveralDevicesStandInTheOrderOfTheirTimes() {
    QVERIFY(exportWith({}));

    const QList<QByteArray> all = lines();
    QCOMPARE(all.size(), static_cast<qsizetype>(1 + 40 * 270));
    QByteArray last;
    for (const QByteArray& line : all.mid(1)) {
        const QByteArray elapsed = line.split(',').at(1).rightJustified(20, '0');
        QVERIFY(last <= elapsed);
        last = elapsed;
    }
}

void SessionExportTest::aSpanADeviceAndAChannelCanBeChosen() {
    SessionExport what;
    what.devices = {kSecond};
    what.channels = {"ch1"};
    what.fromNs = m_second.truth().steadyNs[5];
    what.toNs = m_second.truth().steadyNs[15];

    const auto exported = exportWith(what);

    QVERIFY(exported);
    QCOMPARE(exported.value(), std::uint64_t{10});
    QCOMPARE(lines().size(), qsizetype{11});
    QVERIFY(lines().first().trimmed().endsWith("seq,ch1 [V]"));
}

void SessionExportTest::anUnknownChannelIsRefusedByName() {
    SessionExport what;
    what.channels = {"ch0", "nonsense"};

    const auto exported = exportWith(what);

    QVERIFY(!exported);
    QCOMPARE(exported.error().code, ErrorCode::NotFound);
    QVERIFY(exported.error().detail.find("nonsense") != std::string::npos);
}

void SessionExportTest::aCancelledExportLeavesNoFile() {
    SessionExport what;
    what.progress = [](double) { return false; };

    const auto exported = exportWith(what);

    QVERIFY(!exported);
    QCOMPARE(exported.error().code, ErrorCode::Stopping);
    QCOMPARE(QDir(m_folder.path()).entryList(QDir::Files), QStringList{QStringLiteral("a.thub")});
}

void SessionExportTest::timesAreDatesOrSecondsSinceTheFirstSample() {
    const SessionInfo& info = m_reader->info();

    QCOMPARE(sessionTime("1.5", info).value(), info.devices[0].from.steadyNs + 1'500'000'000);
    // 1 700 000 000 s are 2023-11-14T22:13:20Z.
    QCOMPARE(sessionTime("2023-11-14T22:13:21Z", info).value(), kStart.steadyNs + 1'000'000'000);
    QVERIFY(!sessionTime("yesterday", info));
}

void SessionExportTest::datesChooseByTheClockOfEachSample_data() {
    QTest::addColumn<QByteArray>("from");
    QTest::addColumn<QByteArray>("to");
    QTest::addColumn<int>("rows");
    QTest::newRow("before the step") << QByteArray() << QByteArray("2023-11-15T00:00:00Z") << 60;
    QTest::newRow("behind it") << QByteArray("2023-11-15T00:00:00Z") << QByteArray() << 40;
    QTest::newRow("a part behind it")
        << QByteArray("2023-11-15T22:14:30Z") << QByteArray("2023-11-15T22:14:40Z") << 10;
    QTest::newRow("between") << QByteArray("2023-11-14T23:00:00Z")
                             << QByteArray("2023-11-15T00:00:00Z") << 0;
}

/// A computer without a clock of its own gets the time late: a day at once, behind 60 samples.
void SessionExportTest::datesChooseByTheClockOfEachSample() {
    QFETCH(QByteArray, from);
    QFETCH(QByteArray, to);
    QFETCH(int, rows);
    constexpr std::int64_t kSecondNs = 1'000'000'000;
    const std::string path = m_folder.filePath(QStringLiteral("step.thub")).toStdString();
    QFile::remove(QString::fromStdString(path));
    auto writer = SessionWriter::create(path, {kStart, "test", {}}).value();
    const auto channels = std::make_shared<const ChannelSet>(std::vector<Channel>{{"v", {}, {}}});
    const BlockRef block = m_pool.acquire(kFirst, 1, channels);
    for (int i = 0; i < 100; ++i) {
        const double value = i;
        const std::int64_t step = i < 60 ? 0 : 86'400 * kSecondNs;
        block.writable().append(
            {kStart.steadyNs + i * kSecondNs, kStart.wallNs + i * kSecondNs + step}, {&value, 1});
    }
    QVERIFY(writer->addDevice({kFirst, "first", "sim:demo", {}}));
    QVERIFY(writer->add(*block) && writer->finish(kStart));
    const auto session = SessionReader::open(path).value();
    SessionExport what;
    if (!from.isEmpty()) QVERIFY(selectFrom(what, from.toStdString(), session->info()));
    if (!to.isEmpty()) QVERIFY(selectTo(what, to.toStdString(), session->info()));
    auto target = openCsvTarget(csv().toStdString());
    QVERIFY(target);

    const auto exported = exportSession(*session, *target.value(), what);

    QVERIFY(exported);
    QCOMPARE(exported.value(), static_cast<std::uint64_t>(rows));
    QCOMPARE(lines().size(), qsizetype{rows + 1});
}

std::unique_ptr<SessionReader> SessionExportTest::withMuteDevice(std::size_t samplesOfMute) {
    const std::string path = m_folder.filePath(QStringLiteral("mute.thub")).toStdString();
    QFile::remove(QString::fromStdString(path));
    SampleSource first(m_pool, kFirst, 1);
    SampleSource mute(m_pool, kSecond, 0);
    auto writer = SessionWriter::create(path, {kStart, "test", {}});
    if (!writer) return nullptr;
    const bool written = writer.value()->addDevice({kFirst, "first", "sim:demo", {}}) &&
                         writer.value()->addDevice({kSecond, "mute", "sim:demo", {}}) &&
                         writer.value()->add(*first.block(2)) &&
                         writer.value()->add(*mute.block(samplesOfMute)) &&
                         writer.value()->finish(kStart);
    auto opened = SessionReader::open(path);
    return written && opened ? std::move(opened).value() : nullptr;
}

void SessionExportTest::samplesWithoutAChannelAreExportedWithTheOthers() {
    const auto session = withMuteDevice(3);
    QVERIFY(session);
    auto target = openCsvTarget(csv().toStdString());
    QVERIFY(target);

    const auto exported = exportSession(*session, *target.value(), {});

    QVERIFY(exported);
    QCOMPARE(exported.value(), std::uint64_t{5});
    QCOMPARE(lines().size(), qsizetype{6});
    QVERIFY(lines().first().startsWith("time_utc,elapsed_s,device,seq,ch0"));
    QVERIFY(lines().last().trimmed().endsWith(",mute,3,"));
}

void SessionExportTest::aDeviceWithoutSamplesAndChannelsMakesNoColumn() {
    const auto session = withMuteDevice(0);
    QVERIFY(session);
    auto target = openCsvTarget(csv().toStdString());
    QVERIFY(target);

    const auto exported = exportSession(*session, *target.value(), {});

    QVERIFY(exported);
    QCOMPARE(exported.value(), std::uint64_t{2});
    QVERIFY(lines().first().startsWith("time_utc,elapsed_s,seq,ch0"));
}

}  // namespace telemetryhub::engine

QTEST_GUILESS_MAIN(telemetryhub::engine::SessionExportTest)
#include "session_export_test.moc"
