// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/values_panel.h"

#include <QEvent>
#include <QLabel>
#include <QListView>
#include <QStackedWidget>
#include <QVBoxLayout>

#include "panels/value_delegate.h"
#include "panels/values_model.h"
#include "theme/theme.h"

namespace telemetryhub::ui {
namespace {

constexpr int kPadding = 8;
constexpr int kLeastTile = 132;

}  // namespace

ValuesPanel::ValuesPanel(const engine::SampleStore& history, ChannelSelection& selection,
                         const Theme& theme, QWidget* parent)
    : QWidget(parent),
      m_model(new ValuesModel(history, selection, this)),
      m_delegate(new ValueDelegate(theme, this)),
      m_pages(new QStackedWidget(this)),
      m_view(new QListView(this)) {
    m_view->setModel(m_model);
    m_view->setItemDelegate(m_delegate);
    m_view->setViewMode(QListView::IconMode);
    m_view->setMovement(QListView::Static);
    m_view->setResizeMode(QListView::Adjust);
    m_view->setUniformItemSizes(true);
    m_view->setSelectionMode(QAbstractItemView::NoSelection);
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    // Always there, so that the tiles have one width whether it is needed or not.
    m_view->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn);
    m_view->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_view->setMouseTracking(true);
    m_view->setAccessibleName(tr("Values"));
    m_view->viewport()->setAutoFillBackground(false);
    m_view->viewport()->installEventFilter(this);
    connect(&theme, &Theme::changed, m_view->viewport(), qOverload<>(&QWidget::update));

    auto* empty = new QLabel(tr("No values yet.\nThey appear when a device measures."), this);
    empty->setAlignment(Qt::AlignCenter);
    empty->setForegroundRole(QPalette::PlaceholderText);
    empty->setWordWrap(true);
    m_pages->addWidget(empty);
    m_pages->addWidget(m_view);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(kPadding, kPadding, 0, 0);
    layout->addWidget(m_pages);
}

void ValuesPanel::display(const std::shared_ptr<const engine::Snapshot>& snapshot) {
    m_model->display(*snapshot);
    m_pages->setCurrentIndex(m_model->rowCount() == 0 ? 0 : 1);
}

bool ValuesPanel::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::Resize) fitTiles();
    return QWidget::eventFilter(watched, event);
}

void ValuesPanel::fitTiles() {
    const int width = m_view->viewport()->width();
    const int side = width >= 2 * kLeastTile ? 2 : 1;
    // The view wraps a row that ends exactly at its edge.
    const int cell = (width - 1) / side;
    m_delegate->setCellWidth(cell);
    m_view->setGridSize({cell, m_delegate->sizeHint({}, {}).height()});
}

}  // namespace telemetryhub::ui
