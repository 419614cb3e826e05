// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetryhub/engine/device/latch_files.h"

#include <ctime>
#include <filesystem>
#include <string>

#include <sched.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace telemetryhub::engine;

namespace {

const Latch kLatch{{ErrorCode::ReadFailed, "The read failed: \"EIO\"."},
                   1'700'000'000'123'456'789,
                   5,
                   std::string("\x01\x00\xFF", 3)};

/// A file system of half a megabyte that can be filled; only this process sees it.
class SmallDisk {
public:
    SmallDisk()
        : m_isThere(::unshare(CLONE_NEWNS) == 0 &&
                    ::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0 &&
                    ::mount("none", m_dir.path().toUtf8().constData(), "tmpfs", 0, "size=512k") ==
                        0) {}
    ~SmallDisk() {
        if (m_isThere) ::umount(m_dir.path().toUtf8().constData());
    }
    SmallDisk(const SmallDisk&) = delete;
    SmallDisk& operator=(const SmallDisk&) = delete;

    [[nodiscard]] bool isThere() const { return m_isThere; }
    [[nodiscard]] std::string folder() const { return m_dir.path().toStdString() + "/state"; }
    void fill() const {
        QFile file(filler());
        if (!file.open(QIODevice::Append | QIODevice::Unbuffered))
            qFatal("no file to fill it with");
        for (const qint64 piece : {4096, 1})
            while (file.write(QByteArray(static_cast<int>(piece), 'x')) == piece) {
            }
    }
    [[nodiscard]] bool makeReadOnly() const {
        return ::mount("none", m_dir.path().toUtf8().constData(), "tmpfs", MS_REMOUNT | MS_RDONLY,
                       nullptr) == 0;
    }
    void free() const { QFile::remove(filler()); }

private:
    [[nodiscard]] QString filler() const { return m_dir.filePath(QStringLiteral("filler")); }

    QTemporaryDir m_dir;
    const bool m_isThere;
};

}  // namespace

class LatchFilesTest : public QObject {
    Q_OBJECT

private slots:
    void aLatchReadsBackAsItWas();
    void nothingIsLatchedBeforeTheFirst();
    void eachDeviceHasItsOwn();
    void theNameTellsWhetherADeviceIsLatched();
    void clearingWhatIsNotThereLeavesItArmed();
    void halfAFileIsALatch();
    void whatIsNotExactlyAnArmedFileIsALatch();
    void aPowerCutBetweenContentAndNameIsALatch();
    void aLatchWithoutATimeHasThatOfItsFile();
    void anEndlessCauseFitsWithWholeCharacters();
    void aLatchNeedsNoSpaceOfAFullDisk();
    void aFolderThatTakesNoNewFilesTakesTheLatch();
    void aFullDiskCannotBeArmedAndSaysSo();
    void aReadOnlyDiskSaysSo();

private:
    [[nodiscard]] QString pathOf(const char* name) const {
        return m_dir->filePath(QString::fromLatin1(name));
    }
    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<LatchFiles> m_files;

private slots:
    void init() {
        m_dir = std::make_unique<QTemporaryDir>();
        m_files = std::make_unique<LatchFiles>(m_dir->path().toStdString());
    }
};

void LatchFilesTest::aLatchReadsBackAsItWas() {
    const std::string folder = pathOf("a/state").toStdString();
    const LatchFiles files(folder);

    QVERIFY(files.arm("rig"));
    QVERIFY(files.save("rig", kLatch));

    QCOMPARE(LatchFiles(folder).load("rig"), std::optional(kLatch));
    QVERIFY(files.clear("rig"));
    QVERIFY(!files.load("rig"));
}

void LatchFilesTest::nothingIsLatchedBeforeTheFirst() {
    QVERIFY(!LatchFiles("/nowhere/at/all").load("rig"));
    QVERIFY(m_files->arm("rig"));
    QVERIFY(!m_files->load("rig"));
}

void LatchFilesTest::eachDeviceHasItsOwn() {
    QVERIFY(m_files->save("..", kLatch));
    QVERIFY(m_files->save("a:b", kLatch));
    QVERIFY(m_files->arm("a"));

    QVERIFY(m_files->load("..").has_value());
    QVERIFY(m_files->load("a:b").has_value());
    QVERIFY(!m_files->load("a").has_value());
    const QStringList names{QStringLiteral("...safe"), QStringLiteral("a.armed"),
                            QStringLiteral("a:b.safe")};
    QCOMPARE(QDir(m_dir->path()).entryList(QDir::Files | QDir::Hidden, QDir::Name), names);
}

void LatchFilesTest::theNameTellsWhetherADeviceIsLatched() {
    const auto names = [this] { return QDir(m_dir->path()).entryList(QDir::Files); };
    QVERIFY(m_files->arm("rig"));
    QCOMPARE(names(), QStringList(QStringLiteral("rig.armed")));

    QVERIFY(m_files->save("rig", kLatch));
    QCOMPARE(names(), QStringList(QStringLiteral("rig.safe")));

    QVERIFY(m_files->clear("rig"));
    QCOMPARE(names(), QStringList(QStringLiteral("rig.armed")));
}

void LatchFilesTest::clearingWhatIsNotThereLeavesItArmed() {
    QVERIFY(m_files->clear("rig"));

    QVERIFY(!m_files->load("rig"));
    QVERIFY(QFile::exists(pathOf("rig.armed")));
}

void LatchFilesTest::halfAFileIsALatch() {
    QVERIFY(m_files->save("rig", kLatch));
    QVERIFY(QFile::resize(pathOf("rig.safe"), 60));

    const auto latch = m_files->load("rig");

    QVERIFY(latch.has_value());
    QVERIFY(latch->cause.detail.find("rig.safe") != std::string::npos);
    QVERIFY(m_files->clear("rig"));
    QVERIFY(!m_files->load("rig"));
}

/// Any sector of the disk may be the old one when the power fails, and any the new one.
void LatchFilesTest::whatIsNotExactlyAnArmedFileIsALatch() {
    Latch latch = kLatch;
    latch.cause.detail = std::string(1000, 'x');
    QVERIFY(m_files->arm("rig"));
    QFile armedFile(pathOf("rig.armed"));
    QVERIFY(armedFile.open(QIODevice::ReadOnly));
    const QByteArray armed = armedFile.readAll();
    armedFile.close();
    QVERIFY(m_files->save("rig", latch));
    QFile latchedFile(pathOf("rig.safe"));
    QVERIFY(latchedFile.open(QIODevice::ReadOnly));
    const QByteArray latched = latchedFile.readAll();
    latchedFile.close();
    QCOMPARE(armed.size(), latched.size());
    constexpr int kSector = 512;

    for (unsigned mixture = 1; mixture < 8; ++mixture) {
        QByteArray content = armed;
        for (int sector = 0; sector < 3; ++sector)
            if ((mixture >> sector & 1U) != 0)
                content.replace(sector * kSector, kSector, latched.mid(sector * kSector, kSector));
        QVERIFY(content != armed);  // the text reaches into the third sector
        for (const char* name : {"mixed.armed", "mixed.safe"}) {
            QFile mixed(pathOf(name));
            QVERIFY(mixed.open(QIODevice::WriteOnly));
            mixed.write(content);
            mixed.close();
            QVERIFY2(m_files->load("mixed").has_value(), qPrintable(QString::number(mixture)));
            QVERIFY(mixed.remove());
        }
    }
}

void LatchFilesTest::aPowerCutBetweenContentAndNameIsALatch() {
    QVERIFY(m_files->save("rig", kLatch));
    QVERIFY(QFile::rename(pathOf("rig.safe"), pathOf("rig.armed")));
    QCOMPARE(m_files->load("rig"), std::optional(kLatch));

    QVERIFY(m_files->clear("rig"));
    QVERIFY(!m_files->load("rig"));
    QVERIFY(QFile::rename(pathOf("rig.armed"), pathOf("rig.safe")));
    QVERIFY(!m_files->load("rig"));
}

void LatchFilesTest::aLatchWithoutATimeHasThatOfItsFile() {
    for (const QByteArray& content : {QByteArray(R"({"code":"read_failed","cause":"EIO"})"),
                                      QByteArray(R"({"code":"read_f)"), QByteArray()}) {
        QFile file(pathOf("rig.safe"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
        file.close();
        const timespec then[2] = {{1'600'000'000, 5}, {1'600'000'000, 5}};
        QCOMPARE(utimensat(AT_FDCWD, file.fileName().toUtf8().constData(), then, 0), 0);

        const auto latch = m_files->load("rig");

        QVERIFY(latch.has_value());
        QCOMPARE(latch->sinceWallNs, std::int64_t{1'600'000'000'000'000'005});
    }
}

void LatchFilesTest::anEndlessCauseFitsWithWholeCharacters() {
    Latch latch = kLatch;
    latch.cause.detail = "x";
    for (int i = 0; i < 5000; ++i)
        latch.cause.detail += "\u00b0\x01";
    latch.sentCommand = std::string(5000, '\xFF');
    QVERIFY(m_files->arm("rig"));

    QVERIFY(m_files->save("rig", latch));

    const auto loaded = m_files->load("rig");
    QVERIFY(loaded.has_value());
    QCOMPARE(loaded->cause.code, ErrorCode::ReadFailed);
    QCOMPARE(loaded->faults, 5);
    QVERIFY(latch.cause.detail.starts_with(loaded->cause.detail));
    QVERIFY(loaded->cause.detail.size() > 1000);
    QCOMPARE(QFile(pathOf("rig.safe")).size(), static_cast<qint64>(LatchFiles::kFileBytes));
}

void LatchFilesTest::aLatchNeedsNoSpaceOfAFullDisk() {
    const SmallDisk disk;
    if (!disk.isThere()) QSKIP("only root may mount a disk to fill");
    const LatchFiles files(disk.folder());
    QVERIFY(files.arm("rig"));
    disk.fill();

    for (int i = 0; i < 3; ++i) {
        QVERIFY(files.save("rig", kLatch));
        QCOMPARE(files.load("rig"), std::optional(kLatch));
        QVERIFY(files.clear("rig"));
        QVERIFY(!files.load("rig"));
    }
}

void LatchFilesTest::aFolderThatTakesNoNewFilesTakesTheLatch() {
    const SmallDisk disk;
    if (!disk.isThere()) QSKIP("only root may mount a disk of its own");
    const LatchFiles files(disk.folder());
    QVERIFY(files.arm("rig"));
    // A user would be stopped by the folder's mode; root is not, so its name is taken away.
    const std::string elsewhere = disk.folder() + "/rig.safe";
    QCOMPARE(::mkdir(elsewhere.c_str(), 0700), 0);
    QCOMPARE(::mkdir((elsewhere + "/x").c_str(), 0700), 0);

    QVERIFY(files.save("rig", kLatch));

    std::filesystem::remove_all(elsewhere);
    QCOMPARE(files.load("rig"), std::optional(kLatch));
}

void LatchFilesTest::aFullDiskCannotBeArmedAndSaysSo() {
    const SmallDisk disk;
    if (!disk.isThere()) QSKIP("only root may mount a disk to fill");
    const LatchFiles files(disk.folder());
    disk.fill();

    const auto armed = files.arm("rig");

    QVERIFY(!armed);
    QCOMPARE(armed.error().code, ErrorCode::StorageFailed);
    QVERIFY2(armed.error().detail.find("No space") != std::string::npos,
             armed.error().detail.c_str());
    QVERIFY(!files.load("rig"));
    disk.free();
    QVERIFY(files.arm("rig"));
}

void LatchFilesTest::aReadOnlyDiskSaysSo() {
    const SmallDisk disk;
    if (!disk.isThere()) QSKIP("only root may mount a disk of its own");
    const LatchFiles files(disk.folder());
    QVERIFY(files.arm("rig"));
    QVERIFY(disk.makeReadOnly());

    const auto saved = files.save("rig", kLatch);

    QVERIFY(!saved);
    QVERIFY2(saved.error().detail.find("Read-only") != std::string::npos,
             saved.error().detail.c_str());
    QVERIFY(!files.arm("pump"));
}

QTEST_APPLESS_MAIN(LatchFilesTest)
#include "latch_files_test.moc"
