// SPDX-License-Identifier: GPL-3.0-or-later
#include "record/file_claim.h"

#include <filesystem>
#include <fstream>
#include <memory>
#include <optional>

#include <QTemporaryDir>

#include "support/patient_qtest.h"

namespace telemetryhub::engine {

class FileClaimTest : public QObject {
    Q_OBJECT

private slots:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void aFileIsClaimedOnce();
    void aClaimThatEndsIsGone();
    void aMovedClaimIsStillOne();
    void whatACrashLeftIsNoClaim();
    void aMissingFolderIsAnErrorWithARemedy();

private:
    [[nodiscard]] std::string path() const {
        return m_folder->filePath(QStringLiteral("a.thub")).toStdString();
    }
    std::unique_ptr<QTemporaryDir> m_folder;
};

void FileClaimTest::aFileIsClaimedOnce() {
    const auto claim = FileClaim::take(path());
    QVERIFY(claim);
    QVERIFY(FileClaim::isTaken(path()));

    const auto second = FileClaim::take(path());

    QVERIFY(!second);
    QCOMPARE(second.error().code, ErrorCode::AlreadyExists);
    QVERIFY(FileClaim::isTaken(path()));
}

void FileClaimTest::aClaimThatEndsIsGone() {
    { const auto claim = FileClaim::take(path()); }

    QVERIFY(!FileClaim::isTaken(path()));
    QVERIFY(std::filesystem::is_empty(m_folder->path().toStdString()));
    QVERIFY(FileClaim::take(path()));
}

void FileClaimTest::aMovedClaimIsStillOne() {
    std::optional<FileClaim> kept;
    {
        auto claim = FileClaim::take(path());
        QVERIFY(claim);
        kept.emplace(std::move(claim).value());
    }

    QVERIFY(FileClaim::isTaken(path()));
}

void FileClaimTest::whatACrashLeftIsNoClaim() {
    std::ofstream(path() + "-lock") << "";

    QVERIFY(!FileClaim::isTaken(path()));
    QVERIFY(FileClaim::take(path()));
}

void FileClaimTest::aMissingFolderIsAnErrorWithARemedy() {
    const auto claim =
        FileClaim::take(m_folder->filePath(QStringLiteral("no/a.thub")).toStdString());

    QVERIFY(!claim);
    QCOMPARE(claim.error().code, ErrorCode::StorageFailed);
    QVERIFY(claim.error().detail.find("create the folder first") != std::string::npos);
}

}  // namespace telemetryhub::engine

QTEST_GUILESS_MAIN(telemetryhub::engine::FileClaimTest)
#include "file_claim_test.moc"
